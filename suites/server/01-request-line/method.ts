import type { Case, Part } from '../../../harness/case/case'
import { rfc6455, rfc9110 } from '../../../harness/case/clause'
import type { Check } from '../../../harness/case/expectation'
import { statusOf } from '../../../harness/judge/answer'
import { notUpgraded } from '../../../harness/judge/expectations'
import { fieldValues } from '../../../harness/wire/http1/fields'
import { R } from '../../requirements'
import { headsOf } from '../parts/heads'
import { authority } from './parts/edits'

const onlyGet = rfc6455('4.2.1', 'item 1: a GET request')

/** BASE with another method. */
function method(name: string): Part {
  return { name, send: { method: name }, expect: notUpgraded() }
}

/** 1.07: a 2xx to CONNECT says that a tunnel stands, which only a proxy has reason to say. */
const opensTunnel: Check = (observation, { profile }) => {
  const status = statusOf(observation) ?? 0
  if (status < 200 || status > 299 || profile.forwardProxy) return null
  const because =
    'RFC 9110 9.3.6: a 2xx says that what follows goes to the host named, and the profile declares no forwardProxy'
  return { verdict: 'warn', because }
}

/** 1.08: every 405 of a connection has an Allow line; an empty one is legal (RFC 9110 15.5.6, 10.2.1). */
const allowsSomething: Check = (observation) => {
  const refusals = headsOf(observation).filter(({ status }) => status === 405)
  if (refusals.every(({ fields }) => fieldValues(fields, 'Allow').length > 0)) return null
  const because = 'RFC 9110 15.5.6: an origin server MUST generate Allow in a 405; its value may be empty'
  return { verdict: 'fail', got: 'a 405 without Allow', because }
}

/** What is asked with which method. */
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
        expect: notUpgraded({ says: 'no 101; 405 or 400 suit best' }),
      },
    ],
    why: 'What looks for an upgrade before it looks at the method opens a WebSocket for any method.',
  },
  {
    id: '1.02',
    level: 'MUST',
    title: 'Method is HEAD',
    source: [onlyGet],
    tests: [R.requestLineIsValidGet],
    parts: [method('HEAD')],
    why: 'Frameworks map HEAD onto the GET route, and with it onto the upgrade.',
  },
  {
    id: '1.03',
    level: 'MUST',
    title: 'Method is OPTIONS',
    source: [onlyGet, rfc9110('7.8', 'OPTIONS can be honoured by any protocol, but RFC 6455 wants GET')],
    tests: [R.requestLineIsValidGet],
    parts: [method('OPTIONS')],
    why: 'The 200 or 204 of a CORS middleware is a good answer.',
  },
  {
    id: '1.04',
    level: 'MUST',
    title: 'Method is PUT, DELETE, PATCH or TRACE',
    source: [onlyGet],
    tests: [R.requestLineIsValidGet],
    parts: ['PUT', 'DELETE', 'PATCH', 'TRACE'].map(method),
    why: 'Access rules and CSRF checks go by the method, and behind a 101 none of them looks again.',
  },
  {
    id: '1.05',
    level: 'MUST',
    title: 'Method in lower case (get)',
    source: [rfc9110('9.1', 'the method is case-sensitive'), onlyGet],
    tests: [R.requestLineIsValidGet],
    parts: [method('get')],
    why: 'A rule for GET in front of the server does not match "get". A server that folds case serves what the rule never saw.',
  },
  {
    id: '1.06',
    level: 'MUST',
    title: 'Unknown method (FOO)',
    source: [onlyGet, rfc9110('15.6.2')],
    tests: [R.requestLineIsValidGet],
    parts: [{ ...method('FOO'), expect: notUpgraded({ says: 'no 101; 501, 405 or 400 suit best' }) }],
    why: 'A 101 shows that the method is not looked at, rather than that some methods were forgotten.',
  },
  {
    id: '1.07',
    level: 'MUST',
    title: 'Method is CONNECT',
    source: [onlyGet, rfc9110('9.3.6')],
    tests: [R.requestLineIsValidGet],
    parts: [
      {
        name: 'CONNECT to the target itself',
        send: { method: 'CONNECT', target: authority },
        expect: notUpgraded({ says: 'no 101, and no 2xx but from a forward proxy', checks: [opensTunnel] }),
      },
    ],
    why: 'To a proxy in front CONNECT asks for a tunnel. Behind a 101 the two have different ideas of what the connection carries.',
  },
  {
    id: '1.08',
    level: 'MUST',
    title: 'A 405 response has Allow',
    source: [rfc9110('15.5.6'), rfc9110('10.2.1')],
    tests: [R.requiredFieldIn401And405],
    derived: {
      says: 'an Allow line in every 405',
      of: (observation) => headsOf(observation).some(({ status }) => status === 405),
      each: allowsSomething,
      from: ['1.01', '1.02', '1.03', '1.04', '1.06'],
      absent: 'nothing was answered with 405',
    },
    why: 'One line, Allow: GET, tells whoever debugs a client what to change.',
  },
]
