import { type Availability, availabilityOfAll } from '../../fleet/availability'
import { cacheFolder } from '../../fleet/cache'
import { readEveryManifest } from '../../fleet/manifest'
import type { ProcessContext } from '../../settings/process-context'
import { EXIT, type ExitCode } from '../exit'

function machineReadable({ server, version, runs, missing, install }: Availability) {
  const { name, language, core, kind } = server
  return { name, version, language, core, kind, runs, missing, install }
}

function cellsOf({ server, version, runs, missing, install }: Availability): string[] {
  const { name, language, kind } = server
  const how = install.length > 0 ? `; get it with: ${install.join(' && ')}` : ''
  const state = runs ? 'runs here' : `missing: ${missing.join(', ')}${how}`
  return [name, version ?? '–', kind === 'hop' ? `${language}, hop` : language, state]
}

/** A line for each row, whose cells stand under each other. */
function inColumns(rows: readonly string[][]): string[] {
  const widthOf = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0))
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widthOf(column)))
      .join(' ')
      .trimEnd(),
  )
}

/** `wsspec servers`: the known servers and whether they run here; a manifest that is broken is told, too. */
export async function servers(context: ProcessContext, json: boolean): Promise<ExitCode> {
  const { servers: known, broken } = readEveryManifest()
  const all = await availabilityOfAll(cacheFolder(context.env), known)
  if (json) context.stdout.write(`${JSON.stringify(all.map(machineReadable), null, 2)}\n`)
  else for (const line of inColumns(all.map(cellsOf))) context.stdout.write(`${line}\n`)
  for (const because of broken.values()) context.stderr.write(`wsspec: ${because}\n`)
  return broken.size > 0 ? EXIT.usage : EXIT.fine
}
