import type { Suite } from '../../harness/case'
import { versionSuite } from './06-version'

/** The suites of server cases, in the order in which they run. */
export const suites: readonly Suite[] = [versionSuite]
