import type { Results, TargetResult } from '../harness/case/results'
import { isEvidence } from '../harness/case/verdicts'
import { jsonDocument } from './json'
import { displayName, harmsDone, tally } from './target-words'
import { clean } from './text/clean'
import { clipped, count } from './text/phrases'
import { xml } from './text/xml'

const LABEL = 'WebSocket handshake'
const LONGEST_NAME = 40

/** A badge. It is red where a case failed, grey where nothing was judged, and otherwise green. */
interface Badge {
  message: string
  color: 'red' | 'brightgreen' | 'lightgrey'
}

/** `95 of 101 MUSTs`, with the SECURITY cases that failed and the inconclusive cases. */
function messageOf(target: TargetResult): string {
  if (target.diagnosis !== undefined) return 'could not be judged'
  const { met, judged } = tally(target, 'MUST')
  const harms = harmsDone(target)
  const { inconclusive } = target.summary
  return [
    judged === 0 ? 'no MUST was judged' : `${met} of ${count(judged, 'MUST')}`,
    harms === 0 ? '' : `${count(harms, 'SECURITY case')} failed`,
    inconclusive === 0 ? '' : `${inconclusive} inconclusive`,
  ]
    .filter((text) => text !== '')
    .join(', ')
}

function isJudged({ diagnosis, cases }: TargetResult): boolean {
  return diagnosis === undefined && cases.some(({ verdict }) => isEvidence(verdict))
}

function badgeOf({ targets }: Results): Badge {
  const messages = targets.map((target) => {
    const message = messageOf(target)
    return targets.length === 1 ? message : `${clipped(displayName(target), LONGEST_NAME)}: ${message}`
  })
  const judged = targets.length > 0 && targets.every(isJudged)
  const failed = targets.some(({ summary }) => summary.fail > 0)
  return { message: messages.join('; '), color: failed ? 'red' : judged ? 'brightgreen' : 'lightgrey' }
}

/** The results as an endpoint of shields.io (schema version 1). */
export function badgeJson(results: Results): string {
  const { message, color } = badgeOf(results)
  const isError = color === 'lightgrey' ? { isError: true } : {}
  return jsonDocument({ schemaVersion: 1, label: LABEL, message: clean(message), color, ...isError })
}

/** The results as an image where `path` ends in .svg, otherwise as an endpoint of shields.io. */
export function badge(results: Results, { path }: { path: string }): string {
  return /\.svg$/i.test(path) ? badgeSvg(results) : badgeJson(results)
}

/** About how wide text is in Verdana at 11 px; `textLength` makes it exactly that wide. */
function pixels(text: string): number {
  const widths = Array.from(text, (char) => (/[ijlftI1.,:;|! ]/.test(char) ? 4.5 : /[mwMW@%]/.test(char) ? 10.5 : 7))
  return Math.ceil(widths.reduce((sum, width) => sum + width, 0))
}

/** White text has a contrast of at least 4.5:1 on each. */
const FILLS: Readonly<Record<Badge['color'], string>> = { red: '#b3261e', brightgreen: '#2b7a2b', lightgrey: '#666' }

/** The results as an SVG image that loads nothing. */
export function badgeSvg(results: Results): string {
  const { message, color } = badgeOf(results)
  const text = clean(message)
  const [left, right] = [pixels(LABEL) + 12, pixels(text) + 12]
  const words = (x: number, each: string) =>
    `    <text x="${x}" y="14" textLength="${pixels(each)}">${xml(each)}</text>`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="20" role="img" aria-label="${xml(`${LABEL}: ${text}`)}">`,
    `  <title>${xml(`${LABEL}: ${text}`)}</title>`,
    `  <rect width="${left}" height="20" fill="#444"/>`,
    `  <rect x="${left}" width="${right}" height="20" fill="${FILLS[color]}"/>`,
    '  <g fill="#fff" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="11">',
    words(6, LABEL),
    words(left + 6, text),
    '  </g>',
    '</svg>',
    '',
  ].join('\n')
}
