/** The separator between two reasons, where it is not inside a quote. */
const BETWEEN = /; (?=(?:[^"]*"[^"]*")*[^"]*$)/

/**
 * Reasons joined to one text, in which nothing is said twice: parts of a case often share a remark, and each has a clause of
 * its own. What is inside a quote is left as it is.
 */
export function joinedReasons(reasons: readonly string[]): string {
  return [...new Set(reasons.flatMap((text) => text.split(BETWEEN)))].filter((text) => text !== '').join('; ')
}
