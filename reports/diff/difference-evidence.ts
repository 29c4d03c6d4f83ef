import type { CaseResult, Results, StoredExchange, TargetResult } from '../../harness/case/results'
import type { Change } from './difference'
import { partners } from './difference'

/** The results that are compared. */
export interface Sides {
  old: Results
  now: Results
}

/** A case before and after, as far as each side has it, with the correct handshake of that side. */
export interface Found {
  before: CaseResult | undefined
  after: CaseResult | undefined
  oldControl: StoredExchange | undefined
  newControl: StoredExchange | undefined
}

/** What is known of changes besides their words. */
export interface Evidence {
  of(change: Pick<Change, 'target' | 'id'>): Found
  /** The id of the element of a change: `6.02`, or with the number of its target where there are several. */
  anchorOf(change: Pick<Change, 'target' | 'id'>): string
}

function caseOf(target: TargetResult | undefined, id: string): CaseResult | undefined {
  return target?.cases.find((each) => each.id === id)
}

/** Finds what the results say about a change. Without results, nothing is known. */
export function evidenceOf(sides: Sides | undefined): Evidence {
  const pairs = sides ? partners(sides.old, sides.now) : new Map<TargetResult, TargetResult>()
  const now = sides?.now.targets ?? []
  const met = new Set(pairs.values())
  const gone = (sides?.old.targets ?? []).filter((each) => !met.has(each))
  const names = [...now, ...gone].map(({ name }) => name)
  return {
    of({ target: name, id }) {
      const is = now.find((each) => each.name === name)
      const was = is ? pairs.get(is) : gone.find((each) => each.name === name)
      return {
        before: caseOf(was, id),
        after: caseOf(is, id),
        oldControl: was?.controls[0],
        newControl: is?.controls[0],
      }
    },
    anchorOf: ({ target: name, id }) => (names.length < 2 ? id : `${id}-${names.indexOf(name) + 1}`),
  }
}
