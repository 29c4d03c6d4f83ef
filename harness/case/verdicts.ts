/**
 * The verdict of a case, or of one part of it.
 * `fail` a MUST is broken; `warn` a SHOULD is missed; `contested` two clauses disagree; `observed` a free choice, recorded
 * and never scored; `skip` a precondition is not met; `inconclusive` no evidence; `error` a bug in wsspec.
 */
export type Verdict = 'pass' | 'fail' | 'warn' | 'contested' | 'observed' | 'skip' | 'inconclusive' | 'error'

/** A case's verdict is the first of these that one of its parts has. */
export const VERDICT_ORDER: readonly Verdict[] = [
  'error',
  'fail',
  'contested',
  'inconclusive',
  'warn',
  'observed',
  'pass',
  'skip',
]

/** Every verdict, in the order in which counts are reported. */
export const VERDICTS: readonly Verdict[] = [
  'pass',
  'fail',
  'warn',
  'contested',
  'observed',
  'skip',
  'inconclusive',
  'error',
]

/** The verdicts against a target, the gravest first. */
export const FINDINGS: readonly Verdict[] = ['fail', 'contested', 'warn']

/** The verdicts that a person has to look into, the gravest first. Of these, reports show the bytes. */
export const NOTABLE: readonly Verdict[] = ['error', ...FINDINGS, 'inconclusive']

/** True for a verdict against the target. */
export function isFinding(verdict: Verdict): boolean {
  return FINDINGS.includes(verdict)
}

/** True for a verdict that a person has to look into. */
export function isNotable(verdict: Verdict): boolean {
  return NOTABLE.includes(verdict)
}

/** True for a verdict by which the target conforms. */
export function isConforming(verdict: Verdict): boolean {
  return verdict === 'pass' || verdict === 'observed'
}

/** True for a verdict about the target: neither skipped, nor without evidence, nor a bug in wsspec. */
export function isEvidence(verdict: Verdict): boolean {
  return isConforming(verdict) || isFinding(verdict)
}

/** True for a verdict that counts in "meets 61 of 63 MUSTs"; a free choice does not. */
export function isScored(verdict: Verdict): boolean {
  return verdict === 'pass' || isFinding(verdict)
}

/** True for a verdict with which the target fails a case. `strict` adds contested and SHOULD findings. */
export function isFailure(verdict: Verdict, strict = false): boolean {
  return verdict === 'fail' || (strict && isFinding(verdict))
}

/** True for a verdict that fails a run: the target's failures, and our own errors. */
export function failsRun(verdict: Verdict, strict = false): boolean {
  return verdict === 'error' || isFailure(verdict, strict)
}

/** True where `a` is a finding and comes before `b` in VERDICT_ORDER. */
export function isWorse(a: Verdict, b: Verdict): boolean {
  return isFinding(a) && VERDICT_ORDER.indexOf(a) < VERDICT_ORDER.indexOf(b)
}

/** True where both are findings and `a` is as grave as `b`. */
export function isAsGrave(a: Verdict, b: Verdict): boolean {
  return isFinding(a) && isFinding(b) && VERDICT_ORDER.indexOf(a) <= VERDICT_ORDER.indexOf(b)
}

/** The first of `verdicts` in VERDICT_ORDER; `skip` when there are none. */
export function worst(verdicts: Iterable<Verdict>): Verdict {
  const have = new Set(verdicts)
  return VERDICT_ORDER.find((verdict) => have.has(verdict)) ?? 'skip'
}
