import { type Availability, availabilityOfAll } from '../../fleet/availability'
import { cacheFolder } from '../../fleet/cache'
import { readEveryManifest } from '../../fleet/manifest'
import { printError } from '../../settings/process-context'
import { EXIT, type ExitCode } from '../exit-codes'
import type { Call } from './command'

/** A server in the JSON of `wsspec servers --json`. */
function asJson({ server, version, runs, missing, install: how }: Availability) {
  const { name, language, core, kind } = server
  return { name, version, language, core, kind, runs, missing, install: how }
}

function cellsOf({ server, version, runs, missing, install: lines }: Availability): string[] {
  const { name, language, kind } = server
  const how = lines.length > 0 ? `; install it with: ${lines.join(' && ')}` : ''
  const state = runs ? 'runs here' : `missing: ${missing.join(', ')}${how}`
  return [name, version ?? '–', kind === 'hop' ? `${language}, hop` : language, state]
}

/** A line for each row. The cells of a column begin at the same place. */
function inColumns(rows: readonly string[][]): string[] {
  const widthOf = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0))
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widthOf(column)))
      .join(' ')
      .trimEnd(),
  )
}

/** `wsspec servers`: the known servers, and whether they run here. Ends with 2 if a manifest is broken. */
export async function action({ context, flags }: Call): Promise<ExitCode> {
  const { servers, broken } = readEveryManifest()
  const all = await availabilityOfAll(cacheFolder(context.env), servers)
  if (flags['json'] === true) context.stdout.write(`${JSON.stringify(all.map(asJson), null, 2)}\n`)
  else for (const line of inColumns(all.map(cellsOf))) context.stdout.write(`${line}\n`)
  for (const fault of broken.values()) printError(context, fault)
  return broken.size > 0 ? EXIT.usage : EXIT.fine
}
