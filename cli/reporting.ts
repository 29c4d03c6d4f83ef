import { type Results, roleOfAll } from '../harness/case/results'
import type { KnownFailure } from '../reports/known/known-failures'
import type { Format } from '../reports/registry'
import { reportContext } from '../reports/report-context'
import { stable } from '../reports/stable/stable-results'
import { withChanges } from '../reports/version-changes'
import { type ProcessContext, printError } from '../settings/process-context'
import { readRecipes } from '../settings/recipes'
import type { ReadFile, Settings } from '../settings/settings'
import { UsageError } from '../settings/usage-error'
import { CATALOGUE_OF } from '../suites/catalogues'
import { writeGithub } from './github'
import { letSignalsIn } from './let-signals-in'
import { type Output, obstacle, outputsOf, writeOutputs } from './outputs'
import { formatOf, print } from './print'
import { runPage } from './run-page'

/** Where the results of a run will be reported. */
export interface Reporting {
  /** The reports that can be written. */
  outputs: readonly Output[]
  /** True if another report that was asked for cannot be written. */
  blocked: boolean
  /** What standard output shows if no report goes there. */
  format: Format
}

/**
 * Checks, before a run, where its results will be reported. Writes nothing, but prints which reports cannot be written.
 * @param reads files that the run reads, so that no report may be written there
 * @throws {UsageError} for wrong settings, or if none of the reports can be written.
 */
export function checkReporting(settings: Settings, reads: readonly ReadFile[], context: ProcessContext): Reporting {
  const asked = outputsOf(settings, context.cwd, reads)
  const format = formatOf(settings, asked.find(({ path }) => path === '-')?.report.key)
  const checked = asked.map((output) => ({ output, fault: obstacle(output, context.cwd) }))
  const outputs = checked.filter(({ fault }) => fault === null).map(({ output }) => output)
  const faults = checked.flatMap(({ fault }) => fault ?? [])
  if (faults.length > 0 && outputs.length === 0) throw new UsageError(faults.join('\n'))
  for (const fault of faults) printError(context, `${fault} (the other reports are written)`)
  return { outputs, blocked: faults.length > 0, format }
}

/** True where standard output shows the results as text. */
export function showsText({ outputs, format }: Reporting): boolean {
  return format.name === 'text' && !outputs.some(({ path }) => path === '-')
}

/** What the reports need in addition to the results. */
interface ReportsRequest extends Reporting {
  settings: Settings
  /** The known failures before the run, to which --write-known adds. */
  known: readonly KnownFailure[]
  /** True if the targets are shown side by side. */
  compared: boolean
}

/** Writes the reports. Prints to standard output, unless a report goes there. Gives a line for each report that failed. */
export async function writeReports(all: Results, request: ReportsRequest, context: ProcessContext): Promise<string[]> {
  const { outputs, format, settings, known, compared } = request
  const results = withChanges(settings.stable ? stable(all) : all)
  const { strict, allowInconclusive } = settings
  const terms = { strict, allowInconclusive, known }
  const common = {
    ...reportContext({ ...CATALOGUE_OF[roleOfAll(all.targets)], recipes: readRecipes(), ...terms }),
    // The address of a job differs from run to run.
    ...(settings.stable ? {} : { page: runPage(context.env) }),
  }
  const isTaken = outputs.some(({ path }) => path === '-')
  if (!isTaken) print(results, { format, settings, compared, common }, context)
  await letSignalsIn()
  const faults = await writeOutputs(outputs, results, { common, context })
  if (!settings.github) return faults
  // GitHub reads commands in both streams. A report on standard output must stay free of them.
  const sink = isTaken || format.name !== 'text' ? context.stderr : context.stdout
  return [...faults, ...writeGithub(results, { common, sink, context })]
}
