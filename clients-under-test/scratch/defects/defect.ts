import type { Requirement } from '../../../suites/requirements'
import type { ClientFunctions } from '../functions'
import type { ClientDefect } from '../overlay'

/** A defect that breaks one requirement; `replaces` gives the functions that it puts in the place of intact ones. */
export function defect(
  name: string,
  says: string,
  breaks: Requirement,
  replaces: (intact: ClientFunctions) => Partial<ClientFunctions>,
): ClientDefect {
  return { name, says, breaks: [breaks], replaces }
}
