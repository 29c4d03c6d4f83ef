import { rfc6455, rfc9112 } from '../../../harness/case/clause'
import type { ClientCase } from '../../../harness/case/client-case'
import { asked, framesOf, requested } from '../../../harness/judge/client/attempt'
import { shown } from '../../../harness/judge/shown-text'
import { C } from '../../requirements/client'
import { everyAttempt, everyRequest } from '../parts/every-request'
import { keyBytes } from './fields'

const item = (number: number, quote = '') => rfc6455('4.1', `request item ${number}`, quote)

/** The fields of a request that may come only once, as far as no other case scores them. */
const SINGLE = ['Origin', 'Content-Length', 'Authorization', 'User-Agent', 'Referer']

/** The fewest keys before a constant byte proves that keys are not chosen at random. */
const ENOUGH_KEYS = 8

/** A byte position at which all keys agree; -1 where there is none. */
function constantByte(keys: readonly Buffer[]): number {
  return Array.from({ length: 16 }, (_, at) => at).findIndex((at) => keys.every((key) => key[at] === keys[0]?.[at]))
}

/** The requirements on the request as a message, on its keys, and on what follows it. */
export const messageCases: readonly ClientCase[] = [
  everyRequest(
    {
      id: 'C0.01',
      level: 'MUST',
      title: 'The method is GET',
      source: [item(2, 'The method of the request MUST be GET')],
      tests: [C.requestIsGet],
    },
    'the method GET',
    ({ method }) => (method === 'GET' ? null : { got: `the method ${shown(method)}`, because: '' }),
  ),
  everyRequest(
    {
      id: 'C0.02',
      level: 'MUST',
      title: 'The HTTP version is at least 1.1',
      source: [item(2, 'the HTTP version MUST be at least 1.1')],
      tests: [C.requestVersionIs11],
    },
    'HTTP/1.1 or a higher minor version',
    ({ version }) => (/^HTTP\/1\.[1-9]$/.test(version) ? null : { got: `the version ${shown(version)}`, because: '' }),
  ),
  everyAttempt(
    {
      id: 'C0.17',
      level: 'MUST',
      title: 'Keys do not repeat',
      source: [item(7, 'The nonce MUST be selected randomly for each connection')],
      tests: [C.keyIsFresh],
    },
    'a fresh random key for each connection',
    {
      // Redirected requests are left out: C0.18 is about them.
      all: (evidence) => {
        const first = evidence.flatMap((each) =>
          asked(each.observation)
            .slice(0, 1)
            .map(({ request }) => ({ each, request })),
        )
        const keys = first.map(({ request }) => requested(request, 'Sec-WebSocket-Key').join(', '))
        const at = keys.findIndex((key, place) => key !== '' && keys.indexOf(key) < place)
        if (at >= 0) {
          const shownBy = first.filter((_, place) => keys[place] === keys[at]).map(({ each }) => each)
          return { verdict: 'miss', got: `the key ${shown(keys[at] ?? '')} twice`, because: '', shownBy }
        }
        const bytes = first.flatMap(({ request }) => keyBytes(request) ?? [])
        const constant = bytes.length >= ENOUGH_KEYS ? constantByte(bytes) : -1
        if (constant < 0) return null
        return { verdict: 'miss', got: `byte ${constant + 1} of ${bytes.length} keys is always the same`, because: '' }
      },
    },
  ),
  everyAttempt(
    {
      id: 'C0.28',
      level: 'MUST',
      title: 'Nothing is sent before the response',
      source: [
        rfc6455(
          '4.1',
          'after request item 12',
          'the client MUST wait for a response from the server before sending any further data',
        ),
      ],
      tests: [C.waitsForResponse],
    },
    'no byte between the request and the response',
    {
      each: ({ exchanges }) => {
        const early = exchanges.find((each) => each.early > 0)
        return early
          ? { verdict: 'miss', got: `${early.early} bytes after the request, before the response`, because: '' }
          : null
      },
    },
  ),
  everyRequest(
    {
      id: 'C0.29',
      level: 'MUST',
      title: 'The request is valid HTTP',
      source: [
        item(1, 'The handshake MUST be a valid HTTP request'),
        rfc9112('2.2', 'line ends, and no empty line before a request'),
        rfc9112('5', 'field lines'),
      ],
      tests: [C.requestIsValidHttp],
    },
    'lines that end in CRLF, no folded line, no whitespace before a colon, no single field twice',
    (request) => {
      const [fault] = request.faults
      if (fault) return { got: `${fault.what}: ${shown(fault.shown)}`, because: fault.clause }
      const twice = SINGLE.find((name) => requested(request, name).length > 1)
      return twice === undefined ? null : { got: `${twice} on several lines`, because: 'RFC 9110 5.3' }
    },
  ),
  everyAttempt(
    {
      id: 'C0.37',
      level: 'MUST',
      title: 'Every frame is masked',
      source: [rfc6455('5.1', '', 'a client MUST mask all frames that it sends to the server')],
      tests: [C.framesAreMasked],
    },
    'a masking key in every frame',
    {
      of: (observation) => framesOf(observation).length > 0,
      absent: 'the client sent no frame',
      each: (observation) => {
        const bare = framesOf(observation).find(({ maskKey }) => maskKey === null)
        return bare
          ? { verdict: 'miss', got: `a frame with opcode ${bare.opcode} that is not masked`, because: '' }
          : null
      },
    },
  ),
]
