import type { RunOptions, Waits } from '../target'

/**
 * Gives reporters that each know only a part of the cases that wait, and reports the sum of what they last said. What most
 * cases wait for is taken from the reporter with the most.
 * @param onWait called with the sum; without it, the reporters are undefined too
 */
export function allWaits(onWait: RunOptions['onWait']): () => RunOptions['onWait'] {
  const parts: Waits[] = []
  return () => {
    if (onWait === undefined) return undefined
    const at = parts.push({ cases: 0, what: null }) - 1
    return (waits) => {
      parts[at] = waits
      const [most] = parts.toSorted((a, b) => b.cases - a.cases)
      onWait({ cases: parts.reduce((sum, { cases }) => sum + cases, 0), what: most?.what ?? null })
    }
  }
}
