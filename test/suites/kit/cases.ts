import type { Case, Part } from '../../../harness/case/case'
import { suites } from '../../../suites/server'

/** The case with this id. */
export function caseOf(id: string): Case {
  const found = suites.flatMap(({ cases }) => cases).find((each) => each.id === id)
  if (!found) throw new Error(`no case ${id}`)
  return found
}

/** The parts of a case that are judged: its twins are left out. */
export function judgedParts({ parts = [] }: Case): readonly Part[] {
  return parts.filter(({ expect }) => expect)
}

/** The part of a case with this name; without a name the first part that is judged. */
export function partOf(id: string, name?: string): Part {
  const found = caseOf(id).parts?.find((part) => (name === undefined ? part.expect : part.name === name))
  if (!found) throw new Error(`no part ${name} in ${id}`)
  return found
}
