import { type Availability, availabilityOfAll } from '../../fleet/availability'
import { cacheFolder } from '../../fleet/cache'
import { type KnownClient, readEveryClientManifest } from '../../fleet/client-manifest'
import { printError } from '../../settings/process-context'
import { EXIT, type ExitCode } from '../exit-codes'
import { knownGroups } from '../known-groups'
import { columnsOf } from '../terminal'
import type { Call } from './command'

/** A client in the JSON of `wsspec clients names --json`. */
function asJson({ known, readiness, version, runs, missing, install: how }: Availability<KnownClient>) {
  const { name, language, core, api = 'rfc' } = known
  return { name, version, language, core, api, runs, missing, install: how, readiness }
}

/** `wsspec clients names`: the known clients, and whether they run here. Ends with 2 if a manifest is broken. */
export async function action({ context, flags }: Call): Promise<ExitCode> {
  const { clients, broken } = readEveryClientManifest()
  const all = await availabilityOfAll(cacheFolder(context.env), clients)
  if (flags['json'] === true) context.stdout.write(`${JSON.stringify(all.map(asJson), null, 2)}\n`)
  else context.stdout.write(knownGroups(all, columnsOf(context)))
  for (const fault of broken.values()) printError(context, fault)
  return broken.size > 0 ? EXIT.usage : EXIT.fine
}
