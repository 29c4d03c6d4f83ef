import type { Verdict } from '../../harness/case/verdicts'
import { prose } from '../../reports/text/markdown-syntax'
import { SHAPES } from '../../reports/verdict-words'

/** The longest text in a cell of a table, in characters. */
const LONGEST_CELL = 160

/** A verdict with its shape: `✕ fail`. */
export function mark(verdict: Verdict): string {
  return `${SHAPES[verdict]} ${verdict}`
}

/** A verdict that changed: `✕ fail → ● pass`. */
export function markChange(old: Verdict, now: Verdict): string {
  return `${mark(old)} → ${mark(now)}`
}

/** Text from outside for a cell of a table: one line, cut where it is long. */
export function cell(text: string): string {
  return prose(text.length > LONGEST_CELL ? `${text.slice(0, LONGEST_CELL).replace(/[\ud800-\udbff]$/, '')}…` : text)
}
