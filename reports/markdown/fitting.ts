/** The size that a comment on a pull request certainly allows, in UTF-16 code units. */
export const MARKDOWN_LIMIT = 60_000

/** A part of a report in several sizes, the largest first. */
export type Part = readonly string[]

/** A report in parts. */
export interface Parts {
  /** What is never left out. */
  head: string
  /** In the order in which they are shown; what has no room is left out from the end of `differences`, then of `findings`. */
  findings: readonly Part[]
  differences: readonly string[]
  tail: string
}

function sizeOf(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + text.length + 1, 0)
}

/** The first of `texts` that fit into `room` characters together. */
function fitting(texts: readonly string[], room: number): readonly string[] {
  let used = 0
  const over = texts.findIndex((text) => {
    used += text.length + 1
    return used > room
  })
  return over < 0 ? texts : texts.slice(0, over)
}

/**
 * The largest sizes of the parts that fit into `room`: one size for all, then a larger one for the first parts. The
 * smallest of each where even those do not fit.
 */
function sized(parts: readonly Part[], room: number): string[] {
  const last = Math.max(0, ...parts.map((part) => part.length - 1))
  const at = (part: Part, size: number) => part[Math.min(size, part.length - 1)] ?? ''
  for (let size = 0; size <= last; size++) {
    const texts = parts.map((part) => at(part, size))
    const left = room - sizeOf(texts)
    if (left < 0 && size < last) continue
    if (size === 0) return texts
    let more = left
    return parts.map((part, i) => {
      const [small = '', large = ''] = [texts[i], at(part, size - 1)]
      if (large.length - small.length > more) return small
      more -= large.length - small.length
      return large
    })
  }
  return []
}

/** Room for the line that says how much is left out. */
const NOTE = 100

/** A report of at most MARKDOWN_LIMIT characters: details are left out before findings, and what is left out is counted. */
export function fitted({ head, findings, differences, tail }: Parts): string {
  const room = MARKDOWN_LIMIT - head.length - tail.length - NOTE
  const texts = sized(findings, room - Math.min(sizeOf(differences), room / 2))
  const kept = fitting(texts, room)
  const shown = fitting(differences, room - sizeOf(kept))
  const left = texts.length - kept.length + differences.length - shown.length
  const note = left > 0 ? [`\n… ${left} more ${left === 1 ? 'entry' : 'entries'} left out to keep this short.\n`] : []
  return [head, ...shown, ...kept, ...note, tail].join('\n')
}
