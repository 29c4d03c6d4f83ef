import { NoDriver } from './client/attempt'
import type { Judgement } from './conclude'

/** The judgement of a case whose own code threw: a bug in wsspec. */
export function bugJudgement(error: unknown): Judgement {
  const message = error instanceof Error ? error.message : String(error)
  return { verdict: 'error', expected: '', got: '', because: `a bug in wsspec: ${message}` }
}

/**
 * Judges a case. An exception of the judge gives this case the verdict `error`. It does not end the run. Without a driver, a
 * case that needs its output has no verdict.
 */
export function guarded(judge: () => Judgement): Judgement {
  try {
    return judge()
  } catch (error) {
    if (error instanceof NoDriver) return { verdict: 'inconclusive', expected: '', got: '', because: error.message }
    return bugJudgement(error)
  }
}
