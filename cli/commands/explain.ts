import { pageOf } from '../../reports/explain/case-page'
import { entryOf } from '../../settings/selection'
import { casePageText } from '../case-page-text'
import { EXIT, type ExitCode } from '../exit-codes'
import { columnsOf } from '../terminal'
import type { Call } from './command'

/** `wsspec explain`: what cases send and require, why, who differs, and how to run and dispute them. */
export function action({ context, words }: Call): ExitCode {
  const entries = words.map(entryOf)
  const width = Math.max(40, columnsOf(context))
  context.stdout.write(entries.map((entry) => casePageText(pageOf(entry), width)).join('\n'))
  return EXIT.fine
}
