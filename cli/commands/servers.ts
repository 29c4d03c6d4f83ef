import { type Availability, availabilityOfAll } from '../../fleet/availability'
import { cacheFolder } from '../../fleet/cache'
import { type KnownServer, readEveryManifest } from '../../fleet/manifest'
import { printError } from '../../settings/process-context'
import { EXIT, type ExitCode } from '../exit-codes'
import { knownGroups } from '../known-groups'
import { columnsOf } from '../terminal'
import type { Call } from './command'

/** A server in the JSON of `wsspec servers --json`. */
function asJson({ known, readiness, version, runs, missing, install: how }: Availability<KnownServer>) {
  const { name, language, core, kind } = known
  return { name, version, language, core, kind, runs, missing, install: how, readiness }
}

/** `wsspec servers`: the known servers, and whether they run here. Ends with 2 if a manifest is broken. */
export async function action({ context, flags }: Call): Promise<ExitCode> {
  const { servers, broken } = readEveryManifest()
  const all = await availabilityOfAll(cacheFolder(context.env), servers)
  if (flags['json'] === true) context.stdout.write(`${JSON.stringify(all.map(asJson), null, 2)}\n`)
  else context.stdout.write(knownGroups(all, columnsOf(context)))
  for (const fault of broken.values()) printError(context, fault)
  return broken.size > 0 ? EXIT.usage : EXIT.fine
}
