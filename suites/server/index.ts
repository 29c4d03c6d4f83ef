import type { Suite } from '../../harness/case'
import { upgradeSuite } from './03-upgrade'
import { connectionSuite } from './04-connection'
import { keySuite } from './05-key'
import { versionSuite } from './06-version'

/** The suites of server cases, in the order in which they run. */
export const suites: readonly Suite[] = [upgradeSuite, connectionSuite, keySuite, versionSuite]
