import type { Case } from '../../harness/case/case'
import type { Entry } from '../../harness/case/catalogue'
import { type ClauseLink, clauseLink, clausesIn } from '../../harness/case/clause-link'
import { neededWords } from '../../harness/case/needs'
import type { Requirement } from '../../harness/case/requirement'
import type { Level } from '../../harness/case/results'
import { isHttp1Only } from '../../harness/play/steps/http1-only'
import { publicThreads, threadUrl } from '../../suites/public-threads'
import { count, listed } from '../text/phrases'
import { shellLine } from '../text/shell'
import type { HandLine } from '../wire/by-hand'
import { EXAMPLE } from './example'
import { handOf } from './hand'
import { type Required, requiredOf } from './required'
import { type SentPart, sentParts } from './sent'
import { whoDiffers } from './who-differs'

/** One side of a contest: how the clauses are read, and where they stand. */
export interface Reading {
  says: string
  clauses: ClauseLink[]
}

/** A case whose clauses pull apart: both readings. */
export interface ContestPage {
  strict: Reading
  lenient: Reading
}

/** A public thread about what a case is about. */
export interface Argued {
  name: string
  url: string
  says: string
}

/** All there is to say of a case: what a page shows and what a terminal shows. */
export interface CasePage {
  id: string
  title: string
  level: Level
  suite: { number: number; title: string; slug: string }
  why: string | undefined
  sent: SentPart[]
  required: Required[]
  /** What a derived case looks at, and what it needs for that. */
  derived: string[]
  /** Conditions and side effects, a sentence each. */
  notes: string[]
  clauses: ClauseLink[]
  statements: readonly Requirement[]
  contested: ContestPage | undefined
  /** Where it was argued or repaired in public. */
  argued: Argued[]
  /** Which published servers have a finding here, and the versions in which that changed. */
  whoDiffers: string[]
  /** The line that shows it by hand, or why there is none. */
  hand: HandLine | string
  /** The command line that runs it alone. */
  run: string
}

/** What the two outcomes of a contested case are. */
export const CONTESTED_OUTCOME =
  'Where the strict reading is met the verdict is pass. Where only the lenient one is, it is contested: that fails nothing by default, and fails the run with --strict.'

/** How a verdict is disputed, in one sentence. */
export const DISPUTE =
  "Disagree? Open an issue with the case's id, the clause you read otherwise, and the bytes (--json, or the line above). When an RFC says otherwise than a case, the RFC wins."

function notesOn(of: Case): string[] {
  const { needs = [], hurts, slow, connections, follow } = of
  const notes = [
    needs.length > 0 ? `Needs ${listed(needs.map(neededWords))}; without that it is skipped.` : '',
    follow
      ? 'Further requests follow from what these bring; of them is required what the answers so far call for.'
      : '',
    isHttp1Only(of, EXAMPLE) ? 'HTTP/1.1 only: it edits the text of the request.' : '',
    hurts ? 'It can hurt: it runs alone, and by default only on loopback or against what wsspec started.' : '',
    slow ? 'It waits for minutes: it runs only with --slow.' : '',
    connections === undefined ? '' : `It opens ${count(connections, 'connection')} at once, and so runs alone.`,
  ]
  return notes.filter((note) => note !== '')
}

function derivedLines({ derived }: Case): string[] {
  if (!derived) return []
  const from = derived.from ? `Run alone, it also sends ${listed(derived.from)} for their answers.` : ''
  const lines = [`Every answer of the run that it is about: ${derived.says}.`, from, `Skipped where ${derived.absent}.`]
  return lines.filter((line) => line !== '')
}

function contestPage({ contested }: Case): ContestPage | undefined {
  if (!contested) return undefined
  const reading = (says: string): Reading => ({ says, clauses: clausesIn(says) })
  return { strict: reading(contested.strict), lenient: reading(contested.lenient) }
}

function arguedOn(id: string): Argued[] {
  return (publicThreads[id] ?? []).map((thread) => ({
    name: `${thread.repository}#${thread.number}`,
    url: threadUrl(thread),
    says: thread.says,
  }))
}

/** What there is to say of a case; pure. */
export function pageOf({ suite, case: of }: Entry): CasePage {
  const { id, title, level, why, source, tests } = of
  const { number, title: name, slug } = suite
  return {
    id,
    title,
    level,
    suite: { number, title: name, slug },
    why,
    sent: sentParts(of),
    required: requiredOf(of),
    derived: derivedLines(of),
    notes: notesOn(of),
    clauses: source.map(clauseLink),
    statements: tests,
    contested: contestPage(of),
    argued: arguedOn(id),
    whoDiffers: whoDiffers(id),
    hand: handOf(of),
    run: shellLine(['wsspec', 'run', 'ws://127.0.0.1:8080/', '--only', id, '--verbose']),
  }
}
