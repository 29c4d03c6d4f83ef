import type { Case } from '../../harness/case/case'
import type { Expectation, Outcome } from '../../harness/case/expectation'
import { FINDINGS, type Verdict } from '../../harness/case/verdicts'
import { isBusy } from '../../harness/judge/busy'
import { settle } from '../../harness/judge/conclude'
import { handshake } from '../../harness/wire/http1/request'
import { EXAMPLE } from './example-values'

/** What is required of some parts of a case. */
export interface RequiredAnswer {
  /** The names of the parts; none where it is required of all of them. */
  parts: string[]
  /** The requirement in words. */
  description: string
  /** The verdicts that an answer can get, and for each the answers that get it. */
  verdicts: { verdict: Verdict; answers: string }[]
  /** True where more than the status decides, as the content of the answer, or its time: see CHECKED_TOO. */
  isChecked: boolean
}

/** What a page says of a requirement with further checks. */
export const CHECKED_TOO = 'The status alone does not decide: the answer must also match the description above.'

/** The order of the verdicts: the answer that passes first, then the findings, the mildest first. */
const ROW_ORDER: readonly Verdict[] = ['pass', ...FINDINGS.toReversed(), 'observed', 'skip', 'inconclusive']

const CLASSES: readonly Outcome[] = ['2xx', '3xx', '4xx', '5xx']

const WORDS: Readonly<Partial<Record<Outcome, string>>> = {
  accept: 'a correct 101, and the link works',
  elsewhere: 'a 101 to another protocol that was offered',
  dropped: 'the connection closed without a response',
  silent: 'no response in time',
  garbage: 'bytes that are not an HTTP response',
}

function isCode(name: string): boolean {
  return /^\d+$/.test(name)
}

/** Classes of status codes in words. Where the table has a row for a code of a class, the class is the rest: `another 4xx`. */
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
  const shownCodes = all ? [] : codes
  const named = (wanted: (name: Outcome) => boolean) =>
    outcomes.filter((name) => wanted(name)).flatMap((name) => WORDS[name] ?? [])
  return either([
    ...named((name) => name === 'accept'),
    ...shownCodes.map((code) => (code === '101' && 'accept' in table ? 'another 101' : code)),
    ...classWords(classes, codes, table),
    ...named((name) => name !== 'accept'),
  ])
}

function verdictsOf({ table }: Expectation, { level }: Case, elsewhere: boolean): RequiredAnswer['verdicts'] {
  const rows = Object.entries(table) as [Outcome, Verdict | 'miss'][]
  const settled = rows
    .filter(([outcome]) => outcome !== 'elsewhere' || elsewhere)
    .map(([outcome, verdict]) => ({ outcome, verdict: settle(verdict, level) }))
  return ROW_ORDER.flatMap((verdict) => {
    const outcomes = settled.filter((row) => row.verdict === verdict).map(({ outcome }) => outcome)
    return outcomes.length === 0 ? [] : [{ verdict, answers: answerWords(outcomes, table) }]
  })
}

/** True where a part offers another protocol: only then can a server switch to it. */
function offersOthers({ parts = [] }: Case): boolean {
  const offers = parts.flatMap(({ send }) => {
    const text = handshake(EXAMPLE, [], send).octets.toString('latin1')
    return [...text.matchAll(/^upgrade:([^\r\n]*)/gim)].flatMap(([, value = '']) => value.split(','))
  })
  return offers.some((offer) => !['', 'websocket'].includes(offer.trim().toLowerCase()))
}

/** What a case requires of its parts. Parts of which the same is required share one entry. */
export function requiredOf(of: Case): RequiredAnswer[] {
  const parts = (of.parts ?? []).filter(({ expect }) => expect !== undefined)
  const others = offersOthers(of)
  const groups = new Map<string, RequiredAnswer>()
  for (const { name, expect } of parts) {
    if (!expect) continue
    const verdicts = verdictsOf(expect, of, others)
    const key = JSON.stringify([expect.says, verdicts])
    const group = groups.get(key) ?? {
      parts: [],
      description: expect.says,
      verdicts,
      isChecked: expect.checks.length > 0,
    }
    group.parts.push(name)
    groups.set(key, group)
  }
  const all = [...groups.values()]
  return all.length === 1 ? all.map((only) => ({ ...only, parts: [] })) : all
}
