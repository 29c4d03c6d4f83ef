import { type AnyEntry, entriesOfSide, pageOf } from '../../reports/explain/case-page'
import { didYouMean } from '../../settings/suggest'
import { UsageError } from '../../settings/usage-error'
import { casePageText } from '../case-page-text'
import { EXIT, type ExitCode } from '../exit-codes'
import { columnsOf } from '../terminal'
import type { Call } from './command'

/** The case of either side with this id. @throws {UsageError} where there is none. */
function entryOf(id: string): AnyEntry {
  const entries = [...entriesOfSide('server'), ...entriesOfSide('client')]
  const found = entries.find((entry) => entry.case.id === id.toUpperCase())
  if (found) return found
  const ids = entries.map((entry) => entry.case.id)
  const all = "'wsspec list' and 'wsspec clients list' show every id"
  throw new UsageError(`no case has the id ${id}: ${didYouMean(id, ids, all)}`)
}

/** `wsspec explain`: what cases send and require, why, who differs, and how to run and dispute them. */
export function action({ context, words }: Call): ExitCode {
  const entries = words.map(entryOf)
  const width = Math.max(40, columnsOf(context))
  context.stdout.write(entries.map((entry) => casePageText(pageOf(entry), width)).join('\n'))
  return EXIT.fine
}
