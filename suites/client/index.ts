import type { Suite } from '../../harness/case/case'
import type { ClientCase } from '../../harness/case/client-case'
import { requestSuite } from './00-request'
import { validResponseSuite } from './01-valid-response'
import { statusSuite } from './02-status'
import { upgradeSuite } from './03-upgrade'
import { connectionSuite } from './04-connection'
import { acceptSuite } from './05-accept'
import { extensionsSuite } from './06-extensions'
import { subprotocolSuite } from './07-subprotocol'
import { syntaxTransportSuite } from './08-syntax-transport'
import { tlsSuite } from './09-tls'
import { causeOfClientCase } from './causes'

/** The case, with what explains its findings. */
function withBlame(testCase: ClientCase): ClientCase {
  const cause = causeOfClientCase(testCase.id)
  return cause ? { ...testCase, blame: { cause: cause.id, impact: cause.impact } } : testCase
}

/** The suites of client cases, in the order of their ids. */
export const clientSuites: readonly Suite<ClientCase>[] = [
  requestSuite,
  validResponseSuite,
  statusSuite,
  upgradeSuite,
  connectionSuite,
  acceptSuite,
  extensionsSuite,
  subprotocolSuite,
  syntaxTransportSuite,
  tlsSuite,
].map((suite) => ({ ...suite, cases: suite.cases.map(withBlame) }))
