import type { Part } from '../../../harness/case/case'
import type { Check } from '../../../harness/case/check'
import type { Edit } from '../../../harness/case/edit'
import { provesNothing } from '../../../harness/judge/checks'
import { accepted } from '../../../harness/judge/expectations'

/**
 * A part for each spelling of one list. Each must be accepted where another one is. A part is skipped where none is
 * accepted: then the spelling is not the cause.
 * @param spellings the name of each part, and its edit
 * @param because the reason, with its clause
 */
export function spelledAlike(spellings: readonly [name: string, send: Edit][], because: string): Part[] {
  const others = (name: string) => spellings.map(([other]) => other).filter((other) => other !== name)
  const likeAnother =
    (name: string): Check =>
    (observation, { part }) => {
      if (provesNothing(observation) || observation.opened) return null
      const other = others(name).find((each) => part(each)?.opened)
      return other === undefined
        ? { verdict: 'skip', because: 'no spelling of this list is accepted, so the spelling is not the cause' }
        : { verdict: 'miss', because: `${because}; the list "${other}" is accepted` }
    }
  return spellings.map(([name, send]) => ({
    name,
    send,
    expect: accepted({ says: '101, as to another spelling of the list', checks: [likeAnother(name)] }),
  }))
}
