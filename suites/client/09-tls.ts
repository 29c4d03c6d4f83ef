import type { Suite } from '../../harness/case/case'
import { rfc6455, rfc9110, rfc9112 } from '../../harness/case/clause'
import type { ClientCase, ClientPart, TlsOffer } from '../../harness/case/client-case'
import type { ClientCheck, ClientExpectation } from '../../harness/case/client-expectation'
import { asked } from '../../harness/judge/client/attempt'
import {
  anyReaction,
  CLIENT_CRASHES,
  eitherWay,
  establishes,
  fails,
} from '../../harness/judge/client/client-expectations'
import { clientOutcome } from '../../harness/judge/client/client-outcome'
import { describeClient } from '../../harness/judge/client/client-words'
import { C } from '../requirements/client'
import type { About } from './parts/answers'

const step5 = rfc6455(
  '4.1',
  'step 5',
  "If this fails (e.g., the server's certificate could not be verified), then the client MUST _Fail the WebSocket Connection_ and abort the connection",
)
const handshakeFirst = rfc6455(
  '4.1',
  'step 5',
  'the client MUST perform a TLS handshake over the connection after opening the connection and before sending the handshake data',
)
const tunnel = rfc6455(
  '4.1',
  'step 5',
  'Otherwise, all further communication on this channel MUST run through the encrypted tunnel',
)
const identity = rfc9110(
  '4.3.4',
  '',
  "a client MUST verify that the service's identity is an acceptable match for the URI's origin server",
)

/** The right handshake over TLS: without it, nothing that a client refuses over TLS proves anything. */
const RIGHT: ClientPart = { name: 'the right certificate and answer', tls: 'right' }

/** A client that opens no right wss: URL may know no TLS, or not the authority of the run: it is not judged. */
const opensRightUrl: ClientCheck = (_, { part }) => {
  const twin = part(RIGHT.name)
  const outcome = twin ? clientOutcome(twin) : 'unseen'
  if (twin === undefined || outcome === 'open') return null
  const because = `with the right certificate: ${describeClient(twin)}`
  return { verdict: outcome === 'skipped' ? 'skip' : 'inconclusive', because }
}

/** A client that sends no request over TLS has refused the certificate: it may not know the authority of the run. */
const asksOverTls: ClientCheck = (observation) =>
  asked(observation).length > 0
    ? null
    : { verdict: 'inconclusive', because: 'it may not trust the file that WSSPEC_CAFILE names, or know no TLS' }

/** No request is sent to a server whose certificate is wrong. */
const asksNothing: ClientCheck = (observation) =>
  asked(observation).length === 0 ? null : { verdict: 'miss', got: 'a request came', because: '' }

/** A case with the right handshake over TLS beside it. */
function beside(about: About, parts: readonly ClientPart[]): ClientCase {
  return { ...about, role: 'client', needs: [...(about.needs ?? []), 'tls'], parts: [RIGHT, ...parts] }
}

const REFUSES: ClientExpectation = fails({
  says: 'the client sends no request, and closes the connection',
  // What only the driver says is no evidence that a request would have been sent.
  rows: { claimed: 'inconclusive' },
  checks: [opensRightUrl, asksNothing],
})

/** A case with certificates that a client must not trust, each part with one. */
function distrusts(about: Omit<About, 'level' | 'source'>, offers: Readonly<Record<string, TlsOffer>>): ClientCase {
  const parts = Object.entries(offers).map(([name, tls]): ClientPart => ({ name, tls, expect: REFUSES }))
  return beside({ ...about, level: 'MUST', source: [step5, identity] }, parts)
}

/** No request comes without TLS after one that came with it. */
const staysOnTls: ClientCheck = (observation) =>
  asked(observation).some(({ secure }) => !secure)
    ? {
        // RFC 6455 10.6 says what TLS is for, and no clause forbids to leave it.
        verdict: 'warn',
        got: 'a request came in clear text',
        because:
          'RFC 6455 10.6: "Connection confidentiality and integrity is provided by running the WebSocket Protocol over TLS"',
      }
    : null

/** 9: TLS. */
export const tlsSuite: Suite<ClientCase> = {
  number: 9,
  slug: 'tls',
  title: 'TLS',
  cases: [
    {
      id: 'C9.01',
      role: 'client',
      level: 'MUST',
      title: 'The certificate is trusted, and the answer right',
      source: [handshakeFirst, rfc6455('10.6', '', 'WebSocket implementations MUST support TLS')],
      tests: [C.rightAnswerOpensOverTls],
      needs: ['tls'],
      parts: [{ ...RIGHT, expect: establishes({ checks: [asksOverTls] }) }],
    },
    distrusts(
      {
        id: 'C9.02',
        title: 'The certificate is self-signed, or of an unknown authority',
        tests: [C.certificateVerified],
      },
      { 'a self-signed certificate': 'selfSigned', 'a certificate of an unknown authority': 'unknownIssuer' },
    ),
    distrusts(
      {
        id: 'C9.03',
        title: 'The certificate names another host',
        tests: [C.certificateVerified],
        sameFaultAs: ['C9.02'],
      },
      { 'a certificate for other.test': 'otherName' },
    ),
    distrusts(
      { id: 'C9.04', title: 'The certificate is expired', tests: [C.certificateVerified], sameFaultAs: ['C9.02'] },
      { 'an expired certificate': 'expired' },
    ),
    beside(
      {
        id: 'C9.05',
        level: 'MUST',
        title: 'A 101 comes in clear text instead of the TLS handshake',
        source: [step5, tunnel],
        tests: [C.tlsBeforeAnswer],
      },
      [
        {
          name: 'an answer in clear text',
          tls: 'in clear',
          steps: [
            {
              do: 'reply',
              // A client that asks in clear text gets the right answer: whether it opens then is the question.
              edit: {
                fields: {
                  'Sec-WebSocket-Accept': ({ request, accept, randomAccept }) =>
                    request.method === '' ? randomAccept : accept,
                },
              },
            },
            { do: 'converse' },
          ],
          expect: fails({ checks: [opensRightUrl] }),
        },
      ],
    ),
    beside(
      {
        id: 'C9.06',
        level: 'INFO',
        title: 'close_notify and FIN follow the right 101 at once',
        source: [
          rfc6455('7.2.1', 'a connection that is lost'),
          rfc9112(
            '9.8',
            '',
            'When a valid closure alert is received, an implementation can be assured that no further data will be received on that connection',
          ),
        ],
        tests: [C.rightAnswerOpensOverTls],
      },
      [
        {
          name: 'close_notify after the answer',
          tls: 'right',
          steps: [{ do: 'reply' }, { do: 'halfClose' }],
          expect: eitherWay({ checks: [opensRightUrl] }),
        },
      ],
    ),
    beside(
      {
        id: 'C9.07',
        level: 'SECURITY',
        title: 'A redirect leads from wss to ws',
        source: [rfc6455('10.6', 'what TLS is for'), rfc9110('15.4', 'redirection')],
        tests: [C.staysOnTls],
      },
      [
        {
          name: 'a 302 to a ws: URL',
          tls: 'right',
          steps: [
            {
              do: 'reply',
              edit: {
                text: (_, { clearHost, path }) =>
                  `HTTP/1.1 302 Found\r\nLocation: ws://${clearHost}${path}/next\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
              },
            },
            { do: 'halfClose' },
          ],
          again: [{ do: 'reply' }, { do: 'converse' }],
          expect: {
            ...anyReaction({
              says: 'the client sends no request in clear text; no text forbids it',
              rows: { crashed: 'fail' },
              checks: [opensRightUrl, staysOnTls],
            }),
            blames: { crashed: CLIENT_CRASHES },
          },
        },
      ],
    ),
  ],
}
