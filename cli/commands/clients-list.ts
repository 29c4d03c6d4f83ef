import { entriesOf } from '../../harness/case/catalogue'
import { select } from '../../settings/selection'
import { clientSuites } from '../../suites/client'
import { caseList } from '../case-list'
import { EXIT, type ExitCode } from '../exit-codes'
import type { Call } from './command'

/** `wsspec clients list`: the client cases that --only and --skip choose. */
export function action({ context, settings, flags }: Call): ExitCode {
  const { only, skip } = settings
  const entries = only.length + skip.length > 0 ? select(clientSuites, settings) : entriesOf(clientSuites)
  context.stdout.write(caseList(entries, flags['json'] === true))
  return EXIT.fine
}
