import type { Case } from '../case/case'
import type { Finding, RowVerdict } from '../case/check'
import { clauseName } from '../case/clause'
import type { Level } from '../case/results'
import { isFinding, type Verdict, worst } from '../case/verdicts'

/** The judgement of one part, in words that a maintainer can check. */
export interface Judgement {
  verdict: Verdict
  /** What is required. */
  expected: string
  /** What the answer was. */
  got: string
  /** Why that is the verdict. */
  because: string
}

/** What was found about one part, before its verdict is known. */
export interface Findings {
  expected: string
  got: string
  findings: readonly Finding[]
  /** The request is a correct handshake by RFC 6455 4.2.1. */
  isCorrect?: boolean
}

/** Gives the verdict that `miss` means at a level; every other verdict is itself. */
export function settle(verdict: RowVerdict, level: Level): Verdict {
  if (verdict !== 'miss') return verdict
  if (level === 'MUST' || level === 'SECURITY') return 'fail'
  return level === 'SHOULD' ? 'warn' : 'observed'
}

const VALIDATED = 'RFC 6455 10.7'

/** RFC 6455 4.2.1 binds a server that "finds" a mismatch; that it has to look for one is in 10.7. */
function restsOnValidation(testCase: Case): boolean {
  return testCase.source.some(({ rfc, section }) => rfc === 6455 && section === '4.2.1')
}

function becauseOf(testCase: Case, verdict: Verdict, deciding: readonly Finding[], isCorrect: boolean): string {
  const reasons = deciding.map(({ because }) => because).filter((because) => because !== '')
  const { contested, source } = testCase
  if (verdict === 'contested' && contested) reasons.push(contested.strict, `but: ${contested.lenient}`)
  if (isFinding(verdict)) {
    if (reasons.length === 0) reasons.push(source.map(clauseName).join(', '))
    if (!isCorrect && restsOnValidation(testCase) && !reasons.some((text) => text.includes(VALIDATED)))
      reasons.push(`${VALIDATED}: incoming data MUST always be validated`)
  }
  return [...new Set(reasons)].filter((text) => text !== '').join('; ')
}

/** Makes one judgement of what was found. The verdict is the worst; the words are those of the findings that have it. */
export function conclude(testCase: Case, { expected, got, findings, isCorrect = false }: Findings): Judgement {
  const settled = findings.map((finding) => ({ ...finding, verdict: settle(finding.verdict, testCase.level) }))
  const verdict = worst(settled.map((finding) => finding.verdict))
  const deciding = settled.filter((finding) => finding.verdict === verdict)
  const words = [got, ...deciding.map((finding) => finding.got ?? '')].filter((text) => text !== '')
  return { verdict, expected, got: words.join('; '), because: becauseOf(testCase, verdict, deciding, isCorrect) }
}
