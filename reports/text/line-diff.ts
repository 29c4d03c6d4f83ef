/** A line of two texts that are compared: in both (` `), only in the first (`-`), or only in the second (`+`). */
export interface DiffLine {
  mark: ' ' | '-' | '+'
  /** The line; of a line in both, as the second text has it. */
  text: string
}

/** How many lines the rest of `a` and the rest of `b` have in common, in order, by the places where the rests begin. */
function commonLengths(a: readonly string[], b: readonly string[]): number[][] {
  const table = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0))
  const at = (i: number, j: number) => table[i]?.[j] ?? 0
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      (table[i] as number[])[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  return table
}

/**
 * Compares two texts line by line, with the fewest changes (a longest common subsequence).
 * @param same gives what is compared of a line; without it, the whole line
 */
export function lineDiff(
  before: readonly string[],
  after: readonly string[],
  same: (line: string) => string = (line) => line,
): DiffLine[] {
  const [a, b] = [before.map(same), after.map(same)]
  const common = commonLengths(a, b)
  const left = (i: number, j: number) => common[i]?.[j] ?? 0
  const lines: DiffLine[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    const [old = '', fresh = ''] = [before[i], after[j]]
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push({ mark: ' ', text: fresh })
      i++
      j++
    } else if (i < a.length && (j === b.length || left(i + 1, j) >= left(i, j + 1))) {
      lines.push({ mark: '-', text: old })
      i++
    } else {
      lines.push({ mark: '+', text: fresh })
      j++
    }
  }
  return lines
}
