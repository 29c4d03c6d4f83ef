import { type Availability, availabilityOfAll } from '../../fleet/availability'
import { cacheFolder } from '../../fleet/cache'
import { readEveryManifest } from '../../fleet/manifest'
import { printError } from '../../settings/process-context'
import { EXIT, type ExitCode } from '../exit-codes'
import { serverGroups } from '../server-groups'
import { columnsOf } from '../terminal'
import type { Call } from './command'

/** A server in the JSON of `wsspec servers --json`. */
function asJson({ server, readiness, version, runs, missing, install: how }: Availability) {
  const { name, language, core, kind } = server
  return { name, version, language, core, kind, runs, missing, install: how, readiness }
}

/** `wsspec servers`: the known servers, and whether they run here. Ends with 2 if a manifest is broken. */
export async function action({ context, flags }: Call): Promise<ExitCode> {
  const { servers, broken } = readEveryManifest()
  const all = await availabilityOfAll(cacheFolder(context.env), servers)
  if (flags['json'] === true) context.stdout.write(`${JSON.stringify(all.map(asJson), null, 2)}\n`)
  else context.stdout.write(serverGroups(all, columnsOf(context)))
  for (const fault of broken.values()) printError(context, fault)
  return broken.size > 0 ? EXIT.usage : EXIT.fine
}
