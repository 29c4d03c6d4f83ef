import type { ExitCode } from '../exit-codes'
import { action as list } from './clients-list'
import type { Call } from './command'

/** `wsspec clients`: the client cases, as `wsspec clients list` shows them. */
export function action(call: Call): ExitCode {
  return list(call)
}
