import type { SuiteRows } from '../case-rows'
import { counts, SHAPES } from '../verdict-words'
import { fitted, type Paint, padded, widthOf } from './layout'

interface Cell {
  plain: string
  painted: string
}

function cell(parts: { verdict: Parameters<Paint>[0]; text: string }[], paint: Paint, between: string): Cell {
  return {
    plain: parts.map(({ text }) => text).join(between),
    painted: parts.map(({ verdict, text }) => paint(verdict, text)).join(between),
  }
}

/** The counts of each suite for target `i`: with words, or short as `●10 ✕2`. */
function countCells(suites: readonly SuiteRows[], i: number, paint: Paint, words: boolean): Cell[] {
  return suites.map(({ summaries }) => {
    const summary = summaries[i]
    const parts = summary ? counts(summary) : []
    const short = parts.map(({ verdict }) => ({ verdict, text: `${SHAPES[verdict]}${summary?.[verdict]}` }))
    return words ? cell(parts, paint, '  ') : cell(short, paint, ' ')
  })
}

/** The title of a suite, its number padded to two digits. */
export function suiteLabel(suite: SuiteRows): string {
  return suite.title.replace(/^(\d) /, ' $1 ')
}

function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map(widthOf))
}

/** A line for each suite: its title and its counts, with words where all lines have room for them. */
export function suiteLines(suites: readonly SuiteRows[], width: number, paint: Paint): string[] {
  const labels = suites.map(suiteLabel)
  const full = countCells(suites, 0, paint, true)
  const roomy = Math.min(widest(labels), 24) + 2 + widest(full.map(({ plain }) => plain)) <= width
  const cells = roomy ? full : countCells(suites, 0, paint, false)
  const room = Math.max(12, Math.min(widest(labels), width - 2 - widest(cells.map(({ plain }) => plain))))
  return cells.flatMap(({ plain, painted }, i) => {
    const label = labels[i] ?? ''
    const fits = room + 2 + widthOf(plain) <= width
    return fits ? [`${padded(fitted(label, room), room)}  ${painted}`] : [fitted(label, width), `  ${painted}`]
  })
}
