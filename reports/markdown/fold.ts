import type { CaseResult } from '../../harness/case/results'
import { roleOfId } from '../../harness/case/role'
import { failsRun } from '../../harness/case/verdicts'
import { PROGRAM_MARK } from '../case-words'
import { prevalenceWords } from '../like-words'
import type { CauseGroup } from '../model/cause-group'
import { fenced, inElement, prose } from '../text/markdown-syntax'
import { clipped } from '../text/phrases'
import { SHAPES } from '../verdict-words'
import { exchangeText } from '../wire/connection-text'
import { decidingExchange } from '../wire/deciding'

/** Maximum number of characters of a sentence, and of the bytes of a connection. */
export const LONGEST_TEXT = 600
const LONGEST_WIRE = 2500

/** Maximum number of characters of the title of a cause in a line. */
const LONGEST_TITLE = 120

/** How much is said of each finding, the most first; with `ids`, a cause is a line and no fold. */
export const DETAILS = ['bytes', 'texts', 'titles', 'ids'] as const

/** How much is said of each finding. */
export type Detail = (typeof DETAILS)[number]

/** Text that a click unfolds. `summary` is HTML, `body` Markdown. */
export function fold(summary: string, body: readonly string[]): string {
  return [`<details><summary>${summary}</summary>`, '', ...body, '', '</details>', ''].join('\n')
}

function bytesOf(result: CaseResult): string[] {
  const exchange = decidingExchange(result)
  if (!failsRun(result.verdict) || !exchange) return []
  return ['', fenced(clipped(exchangeText(exchange, roleOfId(result.id)), LONGEST_WIRE))]
}

function titleOf({ verdict, id, level, title, fixture, stable }: CaseResult): string {
  const marks = [...(fixture === undefined ? [] : [PROGRAM_MARK]), ...(stable ? [] : ['unstable'])]
  const mark = marks.length > 0 ? ` (${marks.join('; ')})` : ''
  return `${SHAPES[verdict]} **${verdict}**${mark} ${prose(`${id} ${level} ${clipped(title, LONGEST_TEXT)}`)}`
}

/** One finding: its title alone, or what was expected and seen, or that with the bytes of a failure. */
function findingLines(result: CaseResult, detail: Detail): string[] {
  if (detail === 'titles') return [`- ${titleOf(result)}`]
  const { expected, got, because, known, fixture = '' } = result
  const words: [string, string][] = [
    ['expected', expected],
    ['got', got],
    ['because', because],
    ['also', prevalenceWords(result) ?? ''],
    [PROGRAM_MARK, fixture],
    ['known', known?.reason ?? ''],
  ]
  const items = words
    .filter(([, text]) => text !== '')
    .map(([label, text]) => `- ${label}: ${prose(clipped(text, LONGEST_TEXT))}`)
  return [titleOf(result), '', ...items, ...(detail === 'bytes' ? bytesOf(result) : []), '']
}

/** Maximum number of ids in a line. */
const MOST_IDS = 12

function causeLine(impact: CauseGroup['impact'], title: string, findings: CauseGroup['findings']): string {
  const more = findings.length - MOST_IDS
  const ids = [...findings.slice(0, MOST_IDS).map(({ id }) => id), ...(more > 0 ? [`+${more}`] : [])]
  return `- ${impact === null ? '' : `**${impact}** `}${prose(`${clipped(title, LONGEST_TITLE)}: ${ids.join(' ')}`)}`
}

/** A cause as a fold: why it matters, what to do, and each finding of it. */
export function causeFold({ impact, title, why, remedy, findings }: CauseGroup, detail: Detail): string {
  const [first] = findings
  if (detail === 'ids') return causeLine(impact, title, findings)
  const ids = findings.map(({ id }) => id).join(' ')
  const harm = impact === null ? '' : `<b>${impact}</b> `
  const summary = `${SHAPES[first?.verdict ?? 'fail']} ${harm}${inElement(`${clipped(title, LONGEST_TEXT)}: ${clipped(ids, LONGEST_TEXT)}`)}`
  const about = [...(why === '' ? [] : [prose(why)]), ...(remedy === '' ? [] : [`**Fix:** ${prose(remedy)}`])]
  const paragraphs = about.flatMap((text) => [text, ''])
  return fold(summary, [...paragraphs, ...findings.flatMap((each) => findingLines(each, detail))])
}
