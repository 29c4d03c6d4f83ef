/** What the process ends with. */
export const EXIT = { fine: 0, failed: 1, usage: 2, unjudged: 3, bug: 4, interrupted: 130, terminated: 143 } as const

/** One of the values of EXIT. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** Which code is told when several apply: the first of these. */
const ORDER: readonly ExitCode[] = [130, 143, 4, 2, 1, 3, 0]

/** The one of `codes` that is told; 0 when there are none. */
export function worstExit(codes: Iterable<ExitCode>): ExitCode {
  const have = new Set(codes)
  return ORDER.find((code) => have.has(code)) ?? EXIT.fine
}
