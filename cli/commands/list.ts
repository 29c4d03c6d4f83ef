import { selectionOf } from '../../settings/selection'
import { caseList } from '../case-list'
import { EXIT, type ExitCode } from '../exit-codes'
import type { Call } from './command'

/** `wsspec list`: the cases that --only and --skip choose. */
export function action({ context, settings, flags }: Call): ExitCode {
  context.stdout.write(caseList(selectionOf(settings).selected, flags['json'] === true))
  return EXIT.fine
}
