import type { ExitCode } from '../exit-codes'
import type { Call } from './command'
import { action as explain } from './explain'

/** `wsspec clients explain`: what client cases answer and require, as `wsspec explain` shows it. */
export function action(call: Call): ExitCode {
  return explain(call)
}
