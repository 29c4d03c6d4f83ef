import type { Case } from '../../../harness/case/case'

function numberOf({ id }: Case): number {
  return Number(id.slice(id.indexOf('.') + 1))
}

/** The cases of several files of one suite, in the order of their ids. */
export function inIdOrder(...groups: readonly (readonly Case[])[]): Case[] {
  return groups.flat().toSorted((a, b) => numberOf(a) - numberOf(b))
}
