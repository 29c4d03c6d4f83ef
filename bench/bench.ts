import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { compare } from 'semver'
import { ownVersion } from '../settings/version'
import type { Measured, Measurement, Row } from './measurement'
import { bounds } from './measurements/bounds'
import { clients } from './measurements/clients'
import { manyTargets } from './measurements/many-targets'
import { memory } from './measurements/memory'
import { overhead } from './measurements/overhead'
import { peers } from './measurements/peers'
import { reports } from './measurements/reports'
import { site } from './measurements/site'
import { startUp } from './measurements/start-up'

const MEASUREMENTS: readonly Measurement[] = [
  overhead,
  startUp,
  reports,
  peers,
  memory,
  manyTargets,
  clients,
  site,
  bounds,
]

const RESULTS = join(__dirname, 'results')

/** The figures of a version, by the name of their measurement. */
interface Figures {
  version: string
  node: string
  cores: number
  measured: Record<string, Measured>
}

/** The figures of the newest version that are kept; null where there are none. */
function lastFigures(): Figures | null {
  const versions = existsSync(RESULTS)
    ? readdirSync(RESULTS).flatMap((name) => /^(\d.*)\.json$/.exec(name)?.[1] ?? [])
    : []
  const newest = versions.toSorted(compare).at(-1)
  return newest === undefined ? null : figuresIn(join(RESULTS, `${newest}.json`))
}

function line(row: Row, before: Row | undefined): string {
  const { name, value, unit, most } = row
  const bound = most === undefined ? '' : `${value > most ? 'OVER' : 'of'} ${most}`
  const last = before === undefined ? '' : `before ${before.value}`
  return `  ${name.padEnd(52)} ${String(value).padStart(8)} ${unit.padEnd(8)} ${bound.padEnd(10)} ${last}`.trimEnd()
}

function print(name: string, { rows, notRun }: Measured, last: Figures | null): void {
  const before = new Map(last?.measured[name]?.rows.map((row) => [row.name, row]))
  console.log([name, ...rows.map((row) => line(row, before.get(row.name)))].join('\n'))
  if (notRun !== undefined) console.log(`  not run: ${notRun}`)
}

function figuresIn(path: string): Figures | null {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Figures) : null
}

/** Writes figures; those of measurements that were not made now stay. */
function write(name: string, figures: Figures): void {
  const path = join(RESULTS, `${name}.json`)
  const measured = { ...figuresIn(path)?.measured, ...figures.measured }
  writeFileSync(path, `${JSON.stringify({ ...figures, measured }, null, 2)}\n`)
}

/**
 * `bench.ts [--keep] [NAME…]`: measures, and prints each figure beside its bound and that of the last version that was
 * kept. The figures go to results/current.json; --keep also keeps them as those of this version.
 */
async function main(): Promise<void> {
  const words = process.argv.slice(2)
  const names = words.filter((word) => word !== '--keep')
  const strange = names.find((name) => !MEASUREMENTS.some((each) => each.name === name))
  if (strange !== undefined)
    throw new Error(`${strange}: the measurements are ${MEASUREMENTS.map(({ name }) => name).join(', ')}`)
  const last = lastFigures()
  const figures: Figures = { version: ownVersion(), node: process.version, cores: availableParallelism(), measured: {} }
  for (const { name, measure } of MEASUREMENTS) {
    if (names.length > 0 && !names.includes(name)) continue
    const measured = await measure()
    figures.measured[name] = measured
    print(name, measured, last)
  }
  mkdirSync(RESULTS, { recursive: true })
  write('current', figures)
  if (words.includes('--keep')) write(figures.version, figures)
}

void main()
