import { BIN, timed } from '../kit/processes'
import { scratchProcess } from '../kit/scratch-process'
import { type Measured, type Measurement, medians, rounded } from '../measurement'

const ROUNDS = 7

/** The most of `--version` beside an empty Node. */
const MOST_RATIO = 1.5

async function measureAt(port: string): Promise<Measured> {
  const times = medians(
    {
      empty: () => timed(['-e', '0']),
      version: () => timed([BIN, '--version']),
      list: () => timed([BIN, 'list']),
      one: () => timed([BIN, 'run', `ws://127.0.0.1:${port}/`, '--only', '6.02', '--quiet']),
    },
    ROUNDS,
  )
  const ratio = (ms: number) => rounded(ms / times.empty, 2)
  return {
    rows: [
      { name: '--version / empty Node', value: ratio(times.version), unit: 'ratio', most: MOST_RATIO },
      { name: 'list / empty Node', value: ratio(times.list), unit: 'ratio' },
      { name: 'one case / empty Node', value: ratio(times.one), unit: 'ratio' },
    ],
  }
}

/** How long small commands take, beside an empty Node. */
export const startUp: Measurement = { name: 'start-up', measure: () => scratchProcess(measureAt) }
