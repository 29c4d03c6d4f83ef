import { readServer } from '../../settings/targets/server'
import type { ExitCode } from '../exit-codes'
import { installKnown } from '../install-known'
import type { Call } from './command'

/** `wsspec servers install`: shows how to get servers; with --yes, installs them. */
export async function action(call: Call): Promise<ExitCode> {
  return installKnown(await Promise.all(call.words.map((word) => readServer(word, call.context))), call)
}
