import type { Suite } from '../harness/case/case'
import { CATALOGUES, frozen } from '../harness/case/catalogue'
import { listed } from '../reports/text/phrases'
import { UsageError } from './usage-error'

/**
 * The suites that `version` of the catalogue has; all of them where none is asked for. `flag` is what named it, for messages.
 * @throws {UsageError} where there is no such version.
 */
export function catalogueOf(
  suites: readonly Suite[],
  version: string | undefined,
  flag = '--catalogue',
): readonly Suite[] {
  if (version === undefined) return suites
  if (CATALOGUES.includes(version)) return frozen(suites, version)
  const known = CATALOGUES.length === 1 ? `the only one is ${CATALOGUES[0]}` : `there are ${listed(CATALOGUES)}`
  throw new UsageError(`${flag} ${version}: the catalogue has no such version; ${known}`)
}
