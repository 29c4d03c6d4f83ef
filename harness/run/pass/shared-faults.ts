import type { CaseRecord, Suite } from '../../case/case'
import type { LedgerOptions } from './ledger'

/** Which cases score a fault instead of others, as their records say. */
export function sharedFaults(
  suites: readonly Suite<CaseRecord>[],
): Required<Pick<LedgerOptions, 'sameFaultAs' | 'byAnyCause'>> {
  const byId = new Map(suites.flatMap(({ cases }) => cases.map((each) => [each.id, each])))
  return {
    sameFaultAs: (id) => byId.get(id)?.sameFaultAs ?? [],
    // A finding that names a cause of its own, such as a crash, is another fault.
    byAnyCause: (id, cause) => byId.get(id)?.sameFaultByAnyCause === true && byId.get(id)?.blame?.cause === cause,
  }
}
