import type { Case } from '../../harness/case/case'
import type { Expectation, Outcome } from '../../harness/case/expectation'
import { FINDINGS, type Verdict } from '../../harness/case/verdicts'
import { isBusy } from '../../harness/judge/busy'
import { settle } from '../../harness/judge/conclude'
import { handshake } from '../../harness/wire/http1/request'
import { EXAMPLE } from './example'

/** What is required of some parts of a case: in words, and which answers come to which verdict. */
export interface Required {
  /** The parts it is about; none where it is about all of them. */
  parts: string[]
  says: string
  verdicts: { verdict: Verdict; answers: string }[]
  /** More than the kind of the answer counts: what it holds, when it came, what came behind it. */
  closer: boolean
}

/** The order in which verdicts are told. */
const TOLD: readonly Verdict[] = ['pass', ...FINDINGS.toReversed(), 'observed', 'skip', 'inconclusive']

const CLASSES: readonly Outcome[] = ['2xx', '3xx', '4xx', '5xx']

const WORDS: Readonly<Partial<Record<Outcome, string>>> = {
  accept: '101 with everything in it right, on a live link',
  elsewhere: 'a 101 to another protocol that was offered',
  dropped: 'a close without a response',
  silent: 'no response in time',
  garbage: 'bytes that are not an HTTP response',
}

function isCode(name: string): boolean {
  return /^\d+$/.test(name)
}

/** The classes of status codes among `outcomes` in words; where a table names a code of a class, it is the rest of it. */
function classWords(classes: readonly Outcome[], codes: readonly string[], table: Expectation['table']): string[] {
  const listed = Object.keys(table).filter(isCode)
  if (classes.length === CLASSES.length)
    return [listed.every((code) => codes.includes(code)) ? 'any status' : 'any other status']
  const named = listed.filter((name) => !isBusy(Number(name)))
  return classes.map((name) => (named.some((code) => code[0] === name[0]) ? `another ${name}` : `a ${name}`))
}

/** `a`, `a or b`, `a, b or c`. */
function either(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}

function answerWords(outcomes: readonly Outcome[], table: Expectation['table']): string {
  const classes = CLASSES.filter((name) => outcomes.includes(name))
  const codes = outcomes.filter(isCode)
  const all = classes.length === CLASSES.length
  const told = all ? [] : codes
  const named = (wanted: (name: Outcome) => boolean) =>
    outcomes.filter((name) => wanted(name)).flatMap((name) => WORDS[name] ?? [])
  return either([
    ...named((name) => name === 'accept'),
    ...told.map((code) => (code === '101' && 'accept' in table ? 'another 101' : code)),
    ...classWords(classes, codes, table),
    ...named((name) => name !== 'accept'),
  ])
}

function verdictsOf({ table }: Expectation, { level }: Case, elsewhere: boolean): Required['verdicts'] {
  const rows = Object.entries(table) as [Outcome, Verdict | 'miss'][]
  const settled = rows
    .filter(([outcome]) => outcome !== 'elsewhere' || elsewhere)
    .map(([outcome, verdict]) => ({ outcome, verdict: settle(verdict, level) }))
  return TOLD.flatMap((verdict) => {
    const outcomes = settled.filter((row) => row.verdict === verdict).map(({ outcome }) => outcome)
    return outcomes.length === 0 ? [] : [{ verdict, answers: answerWords(outcomes, table) }]
  })
}

/** Another protocol can be switched to only where one was offered. */
function offersOthers({ parts = [] }: Case): boolean {
  const offers = parts.flatMap(({ send }) => {
    const text = handshake(EXAMPLE, [], send).octets.toString('latin1')
    return [...text.matchAll(/^upgrade:([^\r\n]*)/gim)].flatMap(([, value = '']) => value.split(','))
  })
  return offers.some((offer) => !['', 'websocket'].includes(offer.trim().toLowerCase()))
}

/** What a case requires of its parts. */
export function requiredOf(of: Case): Required[] {
  const parts = (of.parts ?? []).filter(({ expect }) => expect !== undefined)
  const others = offersOthers(of)
  const groups = new Map<string, Required>()
  for (const { name, expect } of parts) {
    if (!expect) continue
    const verdicts = verdictsOf(expect, of, others)
    const key = JSON.stringify([expect.says, verdicts])
    const group = groups.get(key) ?? { parts: [], says: expect.says, verdicts, closer: expect.checks.length > 0 }
    group.parts.push(name)
    groups.set(key, group)
  }
  const all = [...groups.values()]
  return all.length === 1 ? all.map((only) => ({ ...only, parts: [] })) : all
}
