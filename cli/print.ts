import type { Results } from '../harness/case/results'
import { FORMATS, type Format, type ReportContext } from '../reports/registry'
import { type ProcessContext, printError } from '../settings/process-context'
import { type Settings, sourceOf } from '../settings/settings'
import { didYouMean } from '../settings/suggest'
import { UsageError } from '../settings/usage-error'
import { columnsOf, useColor } from './terminal'

/**
 * The format of standard output that --format names, or the usual one.
 * @throws {UsageError} for an unknown name, and for another than the usual one where a report (its flag is `taken`) goes
 * to standard output too.
 */
export function formatOf(settings: Settings, taken: string | undefined): Format {
  const [usual] = FORMATS
  const { format = usual.name } = settings
  const source = `${sourceOf(settings, 'format')} ${format}`
  const names = FORMATS.map(({ name }) => name)
  const known = FORMATS.find(({ name }) => name === format)
  if (known === undefined)
    throw new UsageError(`${source}: ${didYouMean(format, names, `the formats are ${names.join(', ')}`)}`)
  if (known !== usual && taken !== undefined)
    throw new UsageError(`${source}: --${taken} goes to standard output too; give it a file`)
  return known
}

/** What is printed, and how. */
interface Printing {
  format: Format
  settings: Settings
  /** True where the targets are to be shown side by side. */
  compared: boolean
  common: Omit<ReportContext, 'path'>
}

/** Prints the results to standard output. Where that is nothing, standard error says why. */
export function print(
  results: Results,
  { format, settings, compared, common }: Printing,
  context: ProcessContext,
): void {
  const { stdout, env } = context
  const { verbose, quiet } = settings
  const look = { color: useColor(env, stdout), width: columnsOf(context), verbose, quiet, compared }
  const environment = `Node ${process.version.slice(1)}, ${process.platform} ${process.arch}`
  const whole = { ...common, ...look, path: '-', environment }
  const text = format.render(results, whole)
  stdout.write(text)
  if (text === '' && format.whenEmpty) printError(context, `--format ${format.name}: ${format.whenEmpty(whole)}`)
}
