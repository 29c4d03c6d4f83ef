/** This folder says everything about a case that follows from its data alone: pure functions, no results, no rendering. */

import type { Case, Contest } from '../../harness/case/case'
import { type Entry, entriesOf } from '../../harness/case/catalogue'
import { type ClauseLink, clauseLink, clausesIn } from '../../harness/case/clause-link'
import type { ClientCase } from '../../harness/case/client-case'
import { neededWords } from '../../harness/case/needs'
import type { Requirement } from '../../harness/case/requirement'
import type { Level } from '../../harness/case/results'
import { type Role, roleOfId } from '../../harness/case/role'
import { isHttp1Only } from '../../harness/play/steps/http1-only'
import { type Cause, causeOfCase } from '../../suites/causes'
import { clientSuites } from '../../suites/client'
import { causeOfClientCase } from '../../suites/client/causes'
import { publicThreads, threadUrl } from '../../suites/public-threads'
import { suites } from '../../suites/server'
import { count, listed } from '../text/phrases'
import { shellLine } from '../text/shell'
import type { HandLine } from '../wire/by-hand'
import { clientParts } from './client-case-page'
import { EXAMPLE } from './example-values'
import { handOf } from './hand-line'
import { type RequiredAnswer, requiredOf } from './required-answers'
import { type SentPart, sentParts } from './sent-requests'
import { whoDiffers } from './who-differs'

/** One reading of clauses that disagree, and the clauses that it names. */
export interface Reading {
  says: string
  clauses: ClauseLink[]
}

/** Both readings of a contested case. */
export interface Readings {
  strict: Reading
  lenient: Reading
}

/** A public thread about the subject of a case. */
export interface Thread {
  name: string
  url: string
  says: string
}

/** Everything that a page or a terminal shows of a case. */
export interface CasePage {
  id: string
  title: string
  level: Level
  suite: { number: number; title: string; slug: string }
  why: string | undefined
  /** What explains its findings, unless the evidence of one names another cause. */
  cause: Cause | undefined
  sent: SentPart[]
  required: RequiredAnswer[]
  /** Of a derived case, which answers it judges, a sentence each. */
  derived: string[]
  /** Conditions and side effects, a sentence each. */
  notes: string[]
  clauses: ClauseLink[]
  statements: readonly Requirement[]
  contested: Readings | undefined
  /** Where it was discussed or repaired in public. */
  argued: Thread[]
  /** Which published servers have a finding here, and the versions in which that changed. */
  whoDiffers: string[]
  /** A line for a shell that shows it, or why there is none. */
  hand: HandLine | string
  /** The command line that runs the case alone. */
  run: string
}

/** What the verdicts of a contested case mean. */
export function contestedOutcome(id: string): string {
  return `A ${roleOfId(id)} that meets the strict reading passes. One that meets only the lenient reading is contested: that fails the run only with --strict.`
}

/** How to dispute a verdict. */
export const DISPUTE =
  'Disagree? Open an issue with the id of the case, the clause that you read differently, and the bytes (--json, or the line above). Where a case contradicts an RFC, the RFC wins.'

function notesOn(of: Case): string[] {
  const { needs = [], hurts, slow, connections, follow, sameFaultAs = [], derived } = of
  const notes = [
    needs.length > 0 ? `Needs ${listed(needs.map(neededWords))}; without that it is skipped.` : '',
    follow ? 'Further requests depend on the answers to these; their requirements depend on them too.' : '',
    isHttp1Only(of, EXAMPLE) ? 'HTTP/1.1 only: it edits the text or the bytes of the request.' : '',
    sameFaultAs.length > 0
      ? `Skipped where a finding as grave in ${listed(sameFaultAs, 'or')} shows the same fault: one fault is scored once.`
      : '',
    derived?.scoredByAsker ? 'An answer whose own case has a finding is scored there.' : '',
    hurts
      ? 'It can do harm: it runs alone, and by default only on loopback or against a server that wsspec started.'
      : '',
    slow ? 'It waits for minutes: it runs only with --slow.' : '',
    connections === undefined ? '' : `It opens ${count(connections, 'connection')} at once, and therefore runs alone.`,
  ]
  return notes.filter((note) => note !== '')
}

function derivedLines({ derived }: Case): string[] {
  if (!derived) return []
  const from = derived.from ? `Run alone, it also runs ${listed(derived.from)} for their answers.` : ''
  const lines = [
    `Every answer of the run that it applies to: ${derived.says}.`,
    from,
    `Skipped where ${derived.absent}.`,
  ]
  return lines.filter((line) => line !== '')
}

function readingsOf(contested: Contest | undefined): Readings | undefined {
  if (!contested) return undefined
  const reading = (says: string): Reading => ({ says, clauses: clausesIn(says) })
  return { strict: reading(contested.strict), lenient: reading(contested.lenient) }
}

function threadsOn(id: string): Thread[] {
  return (publicThreads[id] ?? []).map((thread) => ({
    name: `${thread.repository}#${thread.number}`,
    url: threadUrl(thread),
    says: thread.says,
  }))
}

/** What differs on the page of a server case from that of a client case. */
function serverParts({ case: of }: Entry) {
  return {
    sent: sentParts(of),
    required: requiredOf(of),
    derived: derivedLines(of),
    notes: notesOn(of),
    hand: handOf(of),
    run: shellLine(['wsspec', 'run', 'ws://127.0.0.1:8080/', '--only', of.id, '--verbose']),
  }
}

/** A case of either side with its suite. */
export type AnyEntry = Entry<Case> | Entry<ClientCase>

/** Every case for one side. */
export function entriesOfSide(role: Role): AnyEntry[] {
  return role === 'server' ? entriesOf(suites) : entriesOf(clientSuites)
}

function isOfClient(entry: AnyEntry): entry is Entry<ClientCase> {
  return roleOfId(entry.case.id) === 'client'
}

/** The page of a case. */
export function pageOf(entry: AnyEntry): CasePage {
  const { id, title, level, why, source, tests, contested } = entry.case
  const { number, title: name, slug } = entry.suite
  return {
    id,
    title,
    level,
    suite: { number, title: name, slug },
    why,
    cause: isOfClient(entry) ? causeOfClientCase(id) : causeOfCase(id),
    clauses: source.map(clauseLink),
    statements: tests,
    contested: readingsOf(contested),
    argued: threadsOn(id),
    whoDiffers: whoDiffers(id),
    ...(isOfClient(entry) ? clientParts(entry) : serverParts(entry)),
  }
}
