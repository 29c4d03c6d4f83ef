import { rfc6454, rfc6455, rfc9110, rfc9112 } from '../../../harness/case/clause'
import type { ClientCase } from '../../../harness/case/client-case'
import type { RequestHead } from '../../../harness/case/client-observation'
import { requested } from '../../../harness/judge/client/attempt'
import { shown, shownValues } from '../../../harness/judge/shown-text'
import { isToken, listMembers, sameName, trimOws } from '../../../harness/wire/http1/fields'
import { C } from '../../requirements/client'
import { everyRequest } from '../parts/every-request'

/** The lines of a field in words: `Name: value and other`, or `no Name`. */
export function inWords(request: RequestHead, name: string): string {
  const values = requested(request, name)
  return values.length === 0 ? `no ${name}` : `${name}: ${shownValues(values)}`
}

/** The fault of a field that is not on exactly one line. */
function unlessOnce(request: RequestHead, name: string, because: string) {
  const { length } = requested(request, name)
  return length === 1 ? null : { got: length === 0 ? `no ${name}` : `${length} lines of ${name}`, because }
}

/** True where a list field has a member, compared ASCII case-insensitively. */
function lists(request: RequestHead, name: string, member: string): boolean {
  return listMembers(requested(request, name)).some((each) => sameName(each, member))
}

/** The bytes of a key; null where it is no base64 of 16 bytes with right padding. Other pad bits are no fault. */
export function keyBytes(request: RequestHead): Buffer | null {
  const [key = ''] = requested(request, 'Sec-WebSocket-Key').map(trimOws)
  if (!/^[A-Za-z0-9+/]{22}==$/.test(key)) return null
  return Buffer.from(key, 'base64')
}

const item = (number: number, quote = '') => rfc6455('4.1', `request item ${number}`, quote)

/** The requirements on the fields of every request. */
export const fieldCases: readonly ClientCase[] = [
  everyRequest(
    {
      id: 'C0.07',
      level: 'MUST',
      title: 'The request has exactly one Host field',
      source: [item(4, 'The request MUST contain a |Host| header field'), rfc9112('3.2', 'one Host field')],
      tests: [C.hostOnce],
    },
    'one Host line',
    (request) => unlessOnce(request, 'Host', ''),
  ),
  everyRequest(
    {
      id: 'C0.13',
      level: 'MUST',
      title: 'Upgrade offers websocket',
      source: [item(5)],
      tests: [C.upgradeOffersWebsocket],
    },
    'an Upgrade field with the keyword websocket',
    (request) => (lists(request, 'Upgrade', 'websocket') ? null : { got: inWords(request, 'Upgrade'), because: '' }),
  ),
  everyRequest(
    {
      id: 'C0.14',
      level: 'MUST',
      title: 'Connection has the token Upgrade',
      source: [item(6), rfc9110('7.8', 'the upgrade option')],
      tests: [C.connectionListsUpgrade],
    },
    'a Connection field that lists Upgrade',
    (request) =>
      lists(request, 'Connection', 'Upgrade') ? null : { got: inWords(request, 'Connection'), because: '' },
  ),
  everyRequest(
    {
      id: 'C0.15',
      level: 'MUST',
      title: 'The request has exactly one Sec-WebSocket-Key',
      source: [item(7), rfc6455('11.3.1', 'not more than once')],
      tests: [C.keyOnce],
    },
    'one Sec-WebSocket-Key line',
    (request) => unlessOnce(request, 'Sec-WebSocket-Key', ''),
  ),
  everyRequest(
    {
      id: 'C0.16',
      level: 'MUST',
      title: 'The key is the base64 of 16 bytes',
      source: [item(7)],
      tests: [C.keyIs16RandomBytes],
    },
    'a Sec-WebSocket-Key that decodes to 16 bytes',
    // C0.15 scores a key that is missing or repeated.
    (request) =>
      requested(request, 'Sec-WebSocket-Key').length !== 1 || keyBytes(request) !== null
        ? null
        : { got: inWords(request, 'Sec-WebSocket-Key'), because: '' },
  ),
  everyRequest(
    {
      id: 'C0.19',
      level: 'MUST',
      title: 'Sec-WebSocket-Version is 13, once',
      source: [item(9), rfc6455('11.3.5', 'not more than once')],
      tests: [C.versionIs13],
    },
    'one Sec-WebSocket-Version line with the value 13',
    (request) => {
      const values = requested(request, 'Sec-WebSocket-Version')
      return values.length === 1 && values[0] === '13'
        ? null
        : { got: inWords(request, 'Sec-WebSocket-Version'), because: '' }
    },
  ),
  everyRequest(
    {
      id: 'C0.21',
      level: 'MUST',
      title: 'Origin, where it is sent, is the serialisation of an origin',
      source: [item(8), rfc6454('7.1', 'null, or origins with a space between them')],
      tests: [C.originIsSerialised],
      contested: {
        strict: 'RFC 6454 7.1: an origin is scheme, host and port, without a path or a slash at the end',
        lenient: 'a caller may give the value, which the library passes on',
      },
    },
    'no Origin, or null, or scheme://host[:port]',
    (request) => {
      const isOrigin = (value: string) =>
        value === 'null' || value.split(' ').every((one) => /^[a-z][a-z0-9+.-]*:\/\/[^/?#@\s]+$/.test(one))
      return requested(request, 'Origin').every(isOrigin) ? null : { got: inWords(request, 'Origin'), because: '' }
    },
  ),
  everyRequest(
    {
      id: 'C0.22',
      level: 'MUST',
      title: 'Sec-WebSocket-Protocol is never empty',
      source: [item(10)],
      tests: [C.protocolsAreTokens],
    },
    'no Sec-WebSocket-Protocol line without a subprotocol',
    (request) => {
      const values = requested(request, 'Sec-WebSocket-Protocol')
      return values.every((value) => listMembers([value]).length > 0)
        ? null
        : { got: 'an empty Sec-WebSocket-Protocol', because: '' }
    },
  ),
  everyRequest(
    {
      id: 'C0.30',
      level: 'SHOULD',
      title: 'The request has no content',
      source: [rfc9110('9.3.1', 'content of a GET')],
      tests: [C.requestHasNoContent],
    },
    'no Content-Length above 0, and no Transfer-Encoding',
    (request) => {
      const hasLength = requested(request, 'Content-Length').some((value) => value !== '0')
      const name = hasLength ? 'Content-Length' : 'Transfer-Encoding'
      return requested(request, name).length === 0 || (name === 'Content-Length' && !hasLength)
        ? null
        : { got: inWords(request, name), because: '' }
    },
  ),
  everyRequest(
    {
      id: 'C0.49',
      level: 'MUST',
      title: 'The request does not expect 100-continue',
      source: [rfc9110('10.1.1', 'only a request with content')],
      tests: [C.noExpectContinue],
    },
    'no Expect: 100-continue',
    (request) => (lists(request, 'Expect', '100-continue') ? { got: inWords(request, 'Expect'), because: '' } : null),
  ),
]

/** What a Sec-WebSocket-Protocol may list: tokens, shown where they are none. */
export function badTokens(values: readonly string[]): string[] {
  return listMembers(values)
    .filter((value) => !isToken(value))
    .map((value) => shown(value))
}
