import type { Case, Part } from '../../harness/case/case'
import type { Edit } from '../../harness/case/edit'
import type { Vars } from '../../harness/case/vars'
import { handshake } from '../../harness/wire/http1/request'
import { type DiffLine, lineDiff } from '../text/line-diff'
import { visible } from '../wire/connection-text'
import { EXAMPLE } from './example'
import { stepsInWords } from './steps'

/** What goes out for one part, or for several that send the same. */
export interface SentPart {
  names: string[]
  /** It is only there to be compared with. */
  twin: boolean
  lines: DiffLine[]
  /** How many octets the request has. */
  octets: number
  /** Its script in words; empty where it is the plain one: the request, its answer, a sign of life. */
  steps: string[]
}

/** More characters of one line than this, and more new lines in a row, are not shown. */
const MOST_CHARACTERS = 200
const MOST_ADDED = 12

/** The octets of a request that an edit makes, as lines: each with its line feed. */
function linesOf(vars: Vars, edit?: Edit): string[] {
  const text = handshake(vars, [], edit).octets.toString('latin1')
  return text.split(/(?<=\n)/)
}

function shownLine(text: string): string {
  const shown = visible(Buffer.from(text, 'latin1')).trimEnd()
  return shown.length > MOST_CHARACTERS ? `${shown.slice(0, MOST_CHARACTERS)}… (${text.length} octets)` : shown
}

/** Long runs of new lines cut: the first few, how many more, and the last. */
function cut(lines: readonly DiffLine[]): DiffLine[] {
  const kept: DiffLine[] = []
  let from = 0
  while (from < lines.length) {
    const mark = lines[from]?.mark as DiffLine['mark']
    const end = lines.findIndex((line, at) => at > from && line.mark !== mark)
    const run = lines.slice(from, end < 0 ? lines.length : end)
    if (mark === '+' && run.length > MOST_ADDED) {
      const more = `… (${run.length - 4} more lines)`
      kept.push(...run.slice(0, 3), { mark, text: more }, ...run.slice(-1))
    } else kept.push(...run)
    from += run.length
  }
  return kept
}

function sentPart(part: Part): SentPart {
  const now = linesOf(EXAMPLE, part.send)
  const octets = now.reduce((sum, line) => sum + line.length, 0)
  const lines = lineDiff(linesOf(EXAMPLE), now).map(({ mark, text }) => ({ mark, text: shownLine(text) }))
  const steps = part.steps ? stepsInWords(part.steps, part) : []
  return { names: [part.name], twin: part.expect === undefined, lines: cut(lines), octets, steps }
}

/** What a case sends, part by part; parts that send the same stand together. */
export function sentParts({ parts = [] }: Case): SentPart[] {
  const together = new Map<string, SentPart>()
  for (const part of parts) {
    const { names, ...sent } = sentPart(part)
    const same = together.get(JSON.stringify(sent))
    if (same) same.names.push(...names)
    else together.set(JSON.stringify(sent), { names, ...sent })
  }
  return [...together.values()]
}
