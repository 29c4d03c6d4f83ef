/** The edit distance: how many insertions, deletions, substitutions and swaps of neighbours turn `a` into `b`. */
function distance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) => [i, ...Array<number>(b.length).fill(0)])
  const at = (i: number, j: number): number => rows[i]?.[j] ?? 0
  for (let j = 0; j <= b.length; j++) (rows[0] as number[])[j] = j
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const steps = [at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (same ? 0 : 1)]
      ;(rows[i] as number[])[j] = Math.min(...steps, swapped ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY)
    }
  return at(a.length, b.length)
}

/** The known name that is most similar to `word`; null if none is similar. */
export function nearest(word: string, known: Iterable<string>): string | null {
  const limit = Math.max(1, Math.floor(word.length / 3))
  let best: { name: string; far: number } | null = null
  for (const name of known) {
    const far = distance(word.toLowerCase(), name.toLowerCase())
    if (far <= limit && far < word.length && (best === null || far < best.far)) best = { name, far }
  }
  return best?.name ?? null
}

/** `did you mean NAME?`, or `otherwise` if no known name is similar. */
export function didYouMean(word: string, known: Iterable<string>, otherwise: string): string {
  const name = nearest(word, known)
  return name === null ? otherwise : `did you mean ${name}?`
}
