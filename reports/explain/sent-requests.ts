import type { Case, Part } from '../../harness/case/case'
import type { Edit } from '../../harness/case/edit'
import type { Vars } from '../../harness/case/vars'
import { handshake } from '../../harness/wire/http1/request'
import { type DiffLine, lineDiff } from '../text/line-diff'
import { visible } from '../wire/connection-text'
import { EXAMPLE } from './example-values'
import { stepsInWords } from './script-words'

/** What is sent for one part, or for several that send the same. */
export interface SentPart {
  names: string[]
  /** True for a part with which others are compared; nothing is required of it. */
  twin: boolean
  lines: DiffLine[]
  /** How many bytes the request has. */
  bytes: number
  /** Its script, a sentence for each step; empty for the usual one: the request, its answer, a sign of life. */
  steps: string[]
}

/** Limits of what is shown: characters of one line, and new lines in a row. */
const MOST_CHARACTERS = 200
const MOST_ADDED = 12

/** A request with an edit as lines (Latin-1), each with its line feed. */
function linesOf(vars: Vars, edit?: Edit): string[] {
  const text = handshake(vars, [], edit).octets.toString('latin1')
  return text.split(/(?<=\n)/)
}

/** A line as a page has it. */
export function shownLine(text: string): string {
  const shown = visible(Buffer.from(text, 'latin1')).trimEnd()
  return shown.length > MOST_CHARACTERS ? `${shown.slice(0, MOST_CHARACTERS)}… (${text.length} bytes)` : shown
}

/** Cuts long runs of new lines: three of them, how many are left out, and the last. */
export function cut(lines: readonly DiffLine[]): DiffLine[] {
  const kept: DiffLine[] = []
  let from = 0
  while (from < lines.length) {
    const mark = lines[from]?.mark as DiffLine['mark']
    const end = lines.findIndex((line, at) => at > from && line.mark !== mark)
    const run = lines.slice(from, end < 0 ? lines.length : end)
    if (mark === '+' && run.length > MOST_ADDED) {
      const first = run.slice(0, 3)
      const more = `… (${run.length - first.length - 1} more lines)`
      kept.push(...first, { mark, text: more }, ...run.slice(-1))
    } else kept.push(...run)
    from += run.length
  }
  return kept
}

function sentPart(part: Part): SentPart {
  const now = linesOf(EXAMPLE, part.send)
  const bytes = now.reduce((sum, line) => sum + line.length, 0)
  const lines = lineDiff(linesOf(EXAMPLE), now).map(({ mark, text }) => ({ mark, text: shownLine(text) }))
  const steps = part.steps ? stepsInWords(part.steps, part) : []
  return { names: [part.name], twin: part.expect === undefined, lines: cut(lines), bytes, steps }
}

/** Joins parts that send the same. */
export function together(parts: readonly SentPart[]): SentPart[] {
  const joined = new Map<string, SentPart>()
  for (const { names, ...sent } of parts) {
    const same = joined.get(JSON.stringify(sent))
    if (same) same.names.push(...names)
    else joined.set(JSON.stringify(sent), { names, ...sent })
  }
  return [...joined.values()]
}

/** What a case sends, by part. Parts that send the same share one entry. */
export function sentParts({ parts = [] }: Case): SentPart[] {
  return together(parts.map(sentPart))
}
