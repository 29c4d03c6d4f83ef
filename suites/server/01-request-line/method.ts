import type { Case, Part } from '../../../harness/case/case'
import type { Check } from '../../../harness/case/check'
import { rfc6455, rfc9110 } from '../../../harness/case/clause'
import { statusOf } from '../../../harness/judge/answer'
import { notUpgraded } from '../../../harness/judge/expectations'
import { fieldValues } from '../../../harness/wire/http1/fields'
import { R } from '../../requirements'
import { headsOf } from '../parts/heads'
import { mustStop } from '../parts/must-stop'
import { reasonOf } from '../parts/reason'
import { authority } from './parts/edits'

const onlyGet = mustStop('item 1: "An HTTP/1.1 or higher GET request"')

const opensATunnel = rfc9110(
  '9.3.6',
  '',
  'Any 2xx (Successful) response indicates that the sender (and all inbound proxies) will switch to tunnel mode',
)

/** BASE with another method. */
function method(name: string): Part {
  return { name, send: { method: name }, expect: notUpgraded() }
}

/** 1.07: a 2xx to CONNECT opens a tunnel, which only a forward proxy has reason to do. */
const opensTunnel: Check = (observation, { profile }) => {
  const status = statusOf(observation) ?? 0
  if (status < 200 || status > 299 || profile.forwardProxy) return null
  const because = reasonOf(opensATunnel, 'the profile does not declare a forwardProxy')
  return { verdict: 'warn', because }
}

/** 1.08: every 405 on the connection has an Allow line, which may be empty (RFC 9110 15.5.6, 10.2.1). */
const allowIn405: Check = (observation) => {
  const refusals = headsOf(observation).filter(({ status }) => status === 405)
  if (refusals.every(({ fields }) => fieldValues(fields, 'Allow').length > 0)) return null
  return { verdict: 'fail', got: 'a 405 without Allow', because: '' }
}

/** The method of the request: only GET opens a WebSocket. */
export const methodCases: readonly Case[] = [
  {
    id: '1.01',
    level: 'MUST',
    title: 'Method is POST',
    source: [onlyGet, rfc6455('4.1', 'item 2')],
    tests: [R.requestLineIsValidGet, R.switchHonoursRequestSemantics],
    parts: [
      {
        name: 'POST',
        send: { method: 'POST', fields: { 'Content-Length': '0' } },
        expect: notUpgraded({ says: 'no 101; preferably 405 or 400' }),
      },
    ],
    why: 'The handshake is a GET request (RFC 6455 4.2.1). A server that checks for an upgrade before the method opens a WebSocket for any method.',
  },
  {
    id: '1.02',
    level: 'MUST',
    title: 'Method is HEAD',
    source: [onlyGet],
    tests: [R.requestLineIsValidGet],
    parts: [method('HEAD')],
    why: 'The handshake is a GET request (RFC 6455 4.2.1). A framework that maps HEAD to the GET route may upgrade it too.',
  },
  {
    id: '1.03',
    level: 'MUST',
    title: 'Method is OPTIONS',
    source: [onlyGet, rfc9110('7.8', 'OPTIONS can be honoured by any protocol, but RFC 6455 requires GET')],
    tests: [R.requestLineIsValidGet],
    parts: [method('OPTIONS')],
    why: 'The handshake is a GET request (RFC 6455 4.2.1). The 200 or 204 of CORS middleware is a good answer.',
  },
  {
    id: '1.04',
    level: 'MUST',
    title: 'Method is PUT, DELETE, PATCH or TRACE',
    source: [onlyGet],
    tests: [R.requestLineIsValidGet],
    parts: ['PUT', 'DELETE', 'PATCH', 'TRACE'].map(method),
    why: 'Access rules and CSRF checks depend on the method, and none of them runs again after a 101.',
  },
  {
    id: '1.05',
    level: 'MUST',
    title: 'Method in lower case (get)',
    source: [onlyGet, rfc9110('9.1', '', 'The method token is case-sensitive')],
    tests: [R.requestLineIsValidGet],
    parts: [method('get')],
    why: 'The method is case-sensitive (RFC 9110 9.1). A rule for GET in front of the server does not match "get", so a server that ignores case serves a request that the rule never saw.',
  },
  {
    id: '1.06',
    level: 'MUST',
    title: 'Unknown method (FOO)',
    source: [onlyGet, rfc9110('15.6.2')],
    tests: [R.requestLineIsValidGet],
    parts: [{ ...method('FOO'), expect: notUpgraded({ says: 'no 101; preferably 501, 405 or 400' }) }],
    why: 'A 101 to an unknown method shows that the server does not require GET; it may refuse some methods by name at most.',
  },
  {
    id: '1.07',
    level: 'MUST',
    title: 'Method is CONNECT',
    source: [onlyGet, opensATunnel],
    tests: [R.requestLineIsValidGet],
    parts: [
      {
        name: 'CONNECT to the target itself',
        send: { method: 'CONNECT', target: authority },
        expect: notUpgraded({ says: 'no 101; no 2xx except from a forward proxy', checks: [opensTunnel] }),
      },
    ],
    why: 'To a proxy in front, CONNECT asks for a tunnel. After a 101, the proxy and the server disagree about what the connection carries.',
  },
  {
    id: '1.08',
    level: 'MUST',
    title: 'A 405 response has Allow',
    source: [
      rfc9110('15.5.6', '', 'The origin server MUST generate an Allow header field in a 405 response'),
      rfc9110('10.2.1', 'the value may be empty'),
    ],
    tests: [R.requiredFieldIn401And405],
    derived: {
      says: 'an Allow line in every 405',
      of: (observation) => headsOf(observation).some(({ status }) => status === 405),
      each: allowIn405,
      from: ['1.01', '1.02', '1.03', '1.04', '1.06'],
      absent: 'no response had the status 405',
    },
    why: 'A developer who debugs a client reads in one line, Allow: GET, what to change.',
  },
  {
    id: '1.45',
    level: 'MUST',
    introduced: '1.1',
    title: 'Method begins or ends with GET (GETS, XGET)',
    source: [onlyGet, rfc9110('9.1', '', 'method = token')],
    tests: [R.requestLineIsValidGet],
    sameFaultAs: ['1.06'],
    parts: [method('GETS'), method('XGET')],
    why: 'A server that searches the line for GET, or only looks at how it begins, takes another method for GET. A rule in front of it does not.',
  },
]
