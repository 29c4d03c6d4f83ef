import { readClient } from '../../settings/targets/client'
import type { ExitCode } from '../exit-codes'
import { installKnown } from '../install-known'
import type { Call } from './command'

/** `wsspec clients install`: shows how to get clients; with --yes, installs them. */
export async function action(call: Call): Promise<ExitCode> {
  return installKnown(await Promise.all(call.words.map((word) => readClient(word, call.context))), call)
}
