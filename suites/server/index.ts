import type { Case, Suite } from '../../harness/case/case'
import { causeOfCase } from '../causes'
import { controlSuite } from './00-control'
import { requestLineSuite } from './01-request-line'
import { hostSuite } from './02-host'
import { upgradeSuite } from './03-upgrade'
import { connectionSuite } from './04-connection'
import { keySuite } from './05-key'
import { versionSuite } from './06-version'
import { responseSuite } from './07-response'
import { subprotocolSuite } from './08-subprotocol'
import { extensionsSuite } from './09-extensions'
import { permessageDeflateSuite } from './10-permessage-deflate'
import { originSuite } from './11-origin'
import { httpFramingSuite } from './12-http-framing'
import { transportSuite } from './13-transport'
import { afterHandshakeSuite } from './14-after-handshake'
import { policySuite } from './15-policy'

/** The case, with what explains its findings. */
function withBlame(testCase: Case): Case {
  const cause = causeOfCase(testCase.id)
  return cause ? { ...testCase, blame: { cause: cause.id, impact: cause.impact } } : testCase
}

/** The suites of server cases, in the order in which they run. */
export const suites: readonly Suite[] = [
  controlSuite,
  requestLineSuite,
  hostSuite,
  upgradeSuite,
  connectionSuite,
  keySuite,
  versionSuite,
  responseSuite,
  subprotocolSuite,
  extensionsSuite,
  permessageDeflateSuite,
  originSuite,
  httpFramingSuite,
  transportSuite,
  afterHandshakeSuite,
  policySuite,
].map((suite) => ({ ...suite, cases: suite.cases.map(withBlame) }))
