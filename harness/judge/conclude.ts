import type { CaseRecord } from '../case/case'
import type { Blame } from '../case/cause'
import type { Finding, RowVerdict } from '../case/check'
import { clauseName } from '../case/clause'
import { clauseWords } from '../case/clause-link'
import type { Level, Party } from '../case/results'
import { isFinding, type Verdict, worst } from '../case/verdicts'
import { joinedReasons } from './reasons'

/** The judgement of one part, in words that a maintainer can check. */
export interface Judgement {
  verdict: Verdict
  /** What is required. */
  expected: string
  /** What the answer was. */
  got: string
  /** Why that is the verdict. */
  because: string
  /** The case that scores what was found; only with the verdict `skip`. */
  scoredIn?: string
  /** The cause and the impact of a finding, where the case names them. */
  blame?: Blame
  /** The party that can fix a finding, where a plain GET shows it. */
  party?: Party
}

/** How the server treated an invalid request: it accepted it, gave no response, or gave another response. */
export type Treatment = 'accepted' | 'unanswered' | 'answered'

/** The findings about one part, before its verdict is known. */
export interface Findings {
  expected: string
  got: string
  findings: readonly Finding[]
  /** How the server treated a request that RFC 6455 4.2.1 does not allow; absent for a correct handshake. */
  invalid?: Treatment
}

/** Gives the verdict that `miss` means at a level; every other verdict is itself. */
export function settle(verdict: RowVerdict, level: Level): Verdict {
  if (verdict !== 'miss') return verdict
  if (level === 'MUST' || level === 'SECURITY') return 'fail'
  return level === 'SHOULD' ? 'warn' : 'observed'
}

const VALIDATION = 'RFC 6455 10.7'

/**
 * What RFC 6455 10.7 says to a server that treats an invalid handshake so. 4.2.1 binds a server that "finds" a mismatch;
 * that it has to look for one is only said here.
 */
const ON_VALIDATION: Readonly<Record<Treatment, string | null>> = {
  accepted: `${VALIDATION}: "Incoming data MUST always be validated by both clients and servers"`,
  unanswered: `${VALIDATION}: "the server SHOULD return an appropriate HTTP [RFC2616] status code"`,
  answered: null,
}

function restsOnValidation(testCase: CaseRecord): boolean {
  return testCase.source.some(({ rfc, section }) => rfc === 6455 && section === '4.2.1')
}

/** The clause that binds the server, with its words, and the names of the others: `RFC 9112 3.2 (…); see also RFC 9110 7.2`. */
function sourceWords({ source }: Pick<CaseRecord, 'source'>): string {
  const [first, ...others] = source
  if (!first) return ''
  const names = [...new Set(others.map(clauseName))].filter((name) => name !== clauseName(first))
  return clauseWords(first) + (names.length === 0 ? '' : `; see also ${names.join(', ')}`)
}

/** The reasons of the findings, after the clauses of the case where they name none. */
function withClause(testCase: CaseRecord, own: readonly string[]): readonly string[] {
  return own.some((text) => /RFC \d/.test(text)) ? own : [sourceWords(testCase), ...own]
}

/** The reasons, with RFC 6455 10.7 where the case rests on it and none quotes it. */
function withValidation(testCase: CaseRecord, reasons: readonly string[], invalid: Treatment | undefined): string[] {
  const validation = invalid === undefined ? null : ON_VALIDATION[invalid]
  const isQuoted = reasons.some((text) => text.includes(VALIDATION))
  if (validation === null || isQuoted || !restsOnValidation(testCase)) return [...reasons]
  return invalid === 'unanswered' ? [validation, ...reasons] : [...reasons, validation]
}

/** What a plain GET shows about who accepts an invalid request, and about who refuses a correct one. */
const ON_PARTY: Readonly<Record<'accepts' | 'refuses', Readonly<Record<Party, string>>>> = {
  accepts: {
    http: 'a plain GET with the same fault is not refused either: whoever parses the HTTP request can mend this',
    upgrade: 'a plain GET with the same fault is refused, so only the upgrade path accepts it',
  },
  refuses: {
    http: 'a plain GET gets the same answer, so whoever parses the HTTP request can mend this',
    upgrade: 'a plain GET like it is served, so only the upgrade path refuses it',
  },
}

/** The party that the findings name; undefined where none does, or two do. */
export function onlyParty(found: readonly { party?: Party }[]): Party | undefined {
  const [party, ...others] = new Set(found.flatMap((each) => each.party ?? []))
  return others.length === 0 ? party : undefined
}

function becauseOf(
  testCase: CaseRecord,
  verdict: Verdict,
  deciding: readonly Finding[],
  invalid: Treatment | undefined,
): string {
  const own = deciding.map(({ because }) => because).filter((because) => because !== '')
  if (!isFinding(verdict)) return joinedReasons(own)
  const { contested } = testCase
  const reasons =
    verdict === 'contested' && contested
      ? [...withValidation(testCase, [...own, contested.strict], invalid), `but: ${contested.lenient}`]
      : withValidation(testCase, withClause(testCase, own), invalid)
  const party = onlyParty(deciding)
  const partyWords = party === undefined ? '' : ON_PARTY[invalid === undefined ? 'refuses' : 'accepts'][party]
  return joinedReasons([...reasons, partyWords])
}

/** Makes one judgement of what was found. The verdict is the worst; the words are those of the findings that have it. */
export function conclude(testCase: CaseRecord, { expected, got, findings, invalid }: Findings): Judgement {
  const settled = findings.map((finding) => ({ ...finding, verdict: settle(finding.verdict, testCase.level) }))
  const verdict = worst(settled.map((finding) => finding.verdict))
  const deciding = settled.filter((finding) => finding.verdict === verdict)
  const words = [got, ...deciding.map((finding) => finding.got ?? '')].filter((text) => text !== '')
  const because = becauseOf(testCase, verdict, deciding, invalid)
  return { verdict, expected, got: words.join('; '), because, ...reference(testCase, verdict, deciding) }
}

/** Where a skipped case refers to, what explains a finding, and who accepts its fault. */
function reference({ blame }: CaseRecord, verdict: Verdict, deciding: readonly Finding[]) {
  const scoredIn = verdict === 'skip' ? deciding.find((finding) => finding.scoredIn)?.scoredIn : undefined
  const explained = isFinding(verdict) ? (deciding.find((finding) => finding.blame)?.blame ?? blame) : undefined
  const party = isFinding(verdict) ? onlyParty(deciding) : undefined
  return { ...(scoredIn ? { scoredIn } : {}), ...(explained ? { blame: explained } : {}), ...(party ? { party } : {}) }
}
