import { HTTP_STACKS } from '../../fleet/http-stacks'
import { type CaseResult, roleOf } from '../../harness/case/results'
import { isWorse } from '../../harness/case/verdicts'
import { findings } from '../../reports/target-words'
import { decidingExchange } from '../../reports/wire/deciding'
import { decoded } from '../../reports/wire/stored-bytes'
import type { Gallery, Published } from './gallery'

/** The findings of a server, by whoever can mend them. Each is in one list. */
export interface Findings {
  /** Of the server itself. */
  own: CaseResult[]
  /** Of the small test program. */
  ofProgram: CaseResult[]
  /** Of the HTTP stack below the library, which decides them without it. */
  ofStack: CaseResult[]
  /** Of the server that it is built on, which has the same verdict and the same answer; of a hop, of the server after it. */
  shared: CaseResult[]
  /** Two clauses disagree. */
  contested: CaseResult[]
}

/** The answer without what the link then did: a server that is built on a library may speak first on it. */
function answerOf({ got }: CaseResult): string {
  return got.replace(/, (?:then|and the link) [^;:]*/g, '')
}

function isAlike(one: CaseResult | undefined, other: CaseResult): boolean {
  return one !== undefined && one.verdict === other.verdict && answerOf(one) === answerOf(other)
}

function casesById({ target }: Published): Map<string, CaseResult> {
  return new Map(target.cases.map((each) => [each.id, each]))
}

/** In how many cases both have the same verdict and answer. */
function alikeCount(one: Published, other: Published): number {
  const cases = casesById(one)
  return other.target.cases.filter((each) => isAlike(cases.get(each.id), each)).length
}

/**
 * The published server that another one is compared with: for a hop, the server after it; otherwise the one that it is
 * built on, in the published version that behaves most like it, since many bring an older version than the newest.
 * Undefined where there is none.
 */
export function baseOf({ servers, history }: Gallery, published: Published): Published | undefined {
  const { name, target, manifest } = published
  if (target.via) return servers.find((each) => each.name === target.server?.name)
  if (manifest.core === name) return undefined
  const usual = servers.filter((each) => each.name === manifest.core)
  const versions = [...usual, ...(history.get(manifest.core) ?? [])]
  const counted = versions.map((each) => ({ each, alike: alikeCount(each, published) }))
  return counted.sort((a, b) => b.alike - a.alike)[0]?.each
}

/** The suites about HTTP itself. They bind every recipient, so a hop answers for what it lets pass (RFC 9112 2, 3.2). */
const BIND_EACH_HOP = [1, 2, 12]

/** Cases of these suites whose clause binds the origin server only: RFC 9110 15.5.6, Allow in a 405. */
const BIND_THE_ORIGIN = ['1.08']

/**
 * True for a finding of a hop that the hop has to answer for. What binds every recipient is its own. What binds the end
 * after it is the hop's only where the same case has a better verdict without the hop.
 * @param without the result of the same case without the hop; undefined where there is none
 */
export function isOfTheHop({ id, suite, verdict }: CaseResult, without: CaseResult | undefined): boolean {
  if (BIND_EACH_HOP.includes(suite) && !BIND_THE_ORIGIN.includes(id)) return true
  return without === undefined || isWorse(verdict, without.verdict)
}

/** True where the words about a result name no other status than that of one answer: its parts may have different answers. */
function isOnlyAnswer(answer: string, { got }: CaseResult): boolean {
  const status = answer.slice('HTTP/1.1 '.length).slice(0, 3)
  return (got.match(/(?<!\d)[1-5]\d\d(?!\d)/g) ?? []).every((each) => each === status)
}

/** Why the HTTP stack of a server decides a finding and the library does not; null where it does not. */
export function whyOfStack({ manifest: { stack }, target }: Published, result: CaseResult): string | null {
  // The stacks are those of servers: what they answer by themselves.
  if (roleOf(target) === 'client') return null
  const known = HTTP_STACKS.find(({ name }) => name === stack)
  if (!known) return null
  const note = known.cases.find(({ id, got }) => id === result.id && (got === undefined || got.test(result.got)))
  if (note) return `${known.name}: ${note.why}`
  const answer = decoded(decidingExchange(result)?.received ?? '').toString('latin1')
  return known.answer.test(answer) && isOnlyAnswer(answer, result) ? `${known.name} sends this answer by itself` : null
}

/** Sorts the findings of a server by whoever can mend them. */
export function findingsOf(published: Published, base: Published | undefined): Findings {
  const { target } = published
  const before = base ? casesById(base) : new Map<string, CaseResult>()
  const isShared = (each: CaseResult) =>
    target.via ? !isOfTheHop(each, before.get(each.id)) : isAlike(before.get(each.id), each)
  const found: Findings = { own: [], ofProgram: [], ofStack: [], shared: [], contested: [] }
  for (const each of findings(target))
    if (each.fixture !== undefined) found.ofProgram.push(each)
    else if (whyOfStack(published, each) !== null) found.ofStack.push(each)
    else if (isShared(each)) found.shared.push(each)
    else found[each.verdict === 'contested' ? 'contested' : 'own'].push(each)
  return found
}
