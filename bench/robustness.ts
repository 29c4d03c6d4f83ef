import { inFolder } from './kit/processes'
import { rounded } from './measurement'
import { type Figures, type Outcome, ROBUSTNESS_ROWS, type RobustnessRow } from './robustness-rows'

const COLUMNS: readonly { key: keyof Figures<unknown>; heading: string; digits: number }[] = [
  { key: 'wallS', heading: 'wall, s', digits: 1 },
  { key: 'cpuS', heading: 'processor, s', digits: 1 },
  { key: 'peakMB', heading: 'peak, MB', digits: 0 },
]

function inCells(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

/** The first two lines of the table, which is Markdown. */
export function heading(): string {
  const cells = ['target', ...COLUMNS.flatMap((column) => [`${column.heading} before`, 'now', 'bound']), 'remark']
  return [inCells(cells), inCells(cells.map(() => '---'))].join('\n')
}

/** A line of the table. `OVER` marks a figure above its bound. */
export function line({ name, before, most }: RobustnessRow, outcome: Outcome): string {
  const cells = COLUMNS.flatMap(({ key, digits }) => {
    const bound = most?.[key]
    const value = rounded(outcome[key], digits)
    return [before[key] ?? '', `${value}`, bound === undefined ? '' : `${value > bound ? 'OVER ' : ''}${bound}`]
  })
  return inCells([name, ...cells, outcome.remark ?? ''])
}

/** The rows that words choose: each word is the beginning of names. Without words, all of them. */
export function chosenRows(words: readonly string[]): readonly RobustnessRow[] {
  const strange = words.find((word) => !ROBUSTNESS_ROWS.some(({ name }) => name.startsWith(word)))
  if (strange !== undefined)
    throw new Error(`${strange}: the rows are ${ROBUSTNESS_ROWS.map(({ name }) => name).join('; ')}`)
  return ROBUSTNESS_ROWS.filter(({ name }) => words.length === 0 || words.some((word) => name.startsWith(word)))
}

/**
 * `robustness.ts [ROW…]`: runs the built wsspec against servers that are slow, silent, mute, unreliable or flooding, and
 * prints a table with each figure beside what it was at first. All rows take about half an hour. It needs Linux.
 */
async function main(): Promise<void> {
  const rows = chosenRows(process.argv.slice(2))
  console.log(heading())
  for (const row of rows)
    console.log(
      await inFolder(async (folder) => {
        try {
          return line(row, await row.measure(folder))
        } catch (error) {
          return inCells([row.name, `not measured: ${error instanceof Error ? error.message : String(error)}`])
        }
      }),
    )
}

if (require.main === module) void main()
