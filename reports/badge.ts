import type { Impact } from '../harness/case/cause'
import type { Results } from '../harness/case/results'
import { isEvidence, isFailure } from '../harness/case/verdicts'
import { jsonDocument } from './json'
import { reportModel } from './model/report-model'
import { percentMet } from './model/scores'
import { type TargetReport, termsOf } from './model/target-report'
import { harmsDone } from './target-words'
import { clean } from './text/clean'
import { clipped, count } from './text/phrases'
import { xml } from './text/xml'

const LABEL = 'WebSocket handshake'
const LONGEST_NAME = 40

/** A colour of shields.io. */
type Color = 'red' | 'orange' | 'yellow' | 'brightgreen' | 'lightgrey'

/**
 * A badge. Its colour is that of the gravest harm: red where other connections suffer or bytes of messages are confused,
 * orange where a peer is misread or a check is bypassed, yellow for lesser failures, green for none, grey where nothing
 * was judged.
 */
interface Badge {
  message: string
  color: Color
}

const COLORS: Readonly<Record<Impact, Color>> = {
  outage: 'red',
  smuggling: 'red',
  interop: 'orange',
  bypass: 'orange',
  lax: 'yellow',
  form: 'yellow',
}

/** Every colour, the worst first. */
const WORST: readonly Color[] = ['red', 'orange', 'yellow', 'lightgrey', 'brightgreen']

/** `85 % of MUSTs`, with the SECURITY cases that failed and the inconclusive cases. A known failure is not met either. */
function messageOf({ target, scores }: TargetReport): string {
  if (target.diagnosis !== undefined) return 'could not be judged'
  const musts = scores.find(({ level }) => level === 'MUST')
  const percent = musts ? percentMet(musts) : null
  const harms = harmsDone(target)
  const { inconclusive } = target.summary
  return [
    percent === null ? 'no MUST was judged' : `${percent} % of MUSTs`,
    harms === 0 ? '' : `${count(harms, 'SECURITY case')} failed`,
    inconclusive === 0 ? '' : `${inconclusive} inconclusive`,
  ]
    .filter((text) => text !== '')
    .join(', ')
}

/** The colour of a target. A failure counts whether it is known or not; one without an impact, as old results have it, is red. */
function colorOf({ target, causes, known }: TargetReport): Color {
  if (target.diagnosis !== undefined || !target.cases.some(({ verdict }) => isEvidence(verdict))) return 'lightgrey'
  const failed = [...causes, ...known].flatMap(({ findings }) => findings).filter(({ verdict }) => isFailure(verdict))
  const colors = failed.map(({ impact }) => (impact ? COLORS[impact] : 'red'))
  return WORST.find((color) => colors.includes(color)) ?? 'brightgreen'
}

function badgeOf(results: Results): Badge {
  const { targets } = reportModel(results, termsOf({}))
  const messages = targets.map((report) => {
    const message = messageOf(report)
    return targets.length === 1 ? message : `${clipped(report.name, LONGEST_NAME)}: ${message}`
  })
  const colors = targets.map(colorOf)
  return { message: messages.join('; '), color: WORST.find((color) => colors.includes(color)) ?? 'lightgrey' }
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
const FILLS: Readonly<Record<Color, string>> = {
  red: '#b3261e',
  orange: '#a34700',
  yellow: '#7a5f00',
  brightgreen: '#2b7a2b',
  lightgrey: '#666',
}

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
