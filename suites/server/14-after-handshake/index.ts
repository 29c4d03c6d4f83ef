import type { Case, Suite } from '../../../harness/case/case'
import { rfc6455, rfc9110 } from '../../../harness/case/clause'
import { accepted } from '../../../harness/judge/expectations'
import { OPCODE } from '../../../harness/wire/websocket/frame'
import { R } from '../../requirements'
import { afterSwitch, connectionFails } from '../parts/after-switch'
import { CLOSING_MS, closePayload, hasPong, hasText, isPong } from '../parts/link'
import { noPongAfterRefusal, PING_AFTER_REFUSAL } from '../parts/no-pong'
import { PING_ABC, PING_ALONE, pongComes, SILENCE } from '../parts/ping'
import { hasStatusLine } from '../parts/second-response'
import {
  absurd,
  asFrame,
  BEHIND,
  closes,
  echoes,
  failing,
  frame,
  goesOn,
  maskedFault,
  noExtension,
  noHttp,
  ONE_OCTET,
  processed,
  RESERVED,
  RSV,
  staysOpen,
  stopsAt,
  TEXT,
  takesEmpty,
  tellsUnasked,
  textThenPing,
  then,
  UNMASKED,
} from './frames'

const noFrames = 'no answer to the correct handshake was followed by a frame'

const cases: Case[] = [
  {
    id: '14.01',
    level: 'MUST',
    title: 'A text message is echoed',
    source: [rfc6455('5.1'), rfc6455('6.1')],
    tests: [R.allValidFramesHandled],
    needs: ['echo'],
    parts: [
      {
        name: 'a text',
        steps: then(frame({ opcode: OPCODE.text, payload: Buffer.from(TEXT, 'latin1') }), {
          do: 'await',
          link: (link) => hasText({ link }, TEXT),
          within: 2000,
        }),
        expect: afterSwitch('the same text', echoes),
      },
    ],
    why: 'No RFC asks for an echo. It is wanted only where probing got one, and shows that a text survives the way there and back.',
  },
  {
    id: '14.02',
    level: 'MUST',
    title: 'A Ping is answered with a Pong',
    source: [rfc6455('5.5.2'), rfc6455('5.5.3')],
    tests: [R.closeAndPingAnswered],
    parts: [
      SILENCE,
      {
        name: 'abc',
        steps: PING_ABC,
        expect: afterSwitch('a Pong with the payload of the Ping', pongComes('abc')),
      },
    ],
    why: 'Proxies and clients drop a link whose Pings stay without an answer.',
  },
  {
    id: '14.03',
    level: 'MUST',
    title: 'Closing handshake started by the client',
    source: [rfc6455('5.5.1'), rfc6455('7.1.1', 'the server closes first')],
    tests: [R.closeAndPingAnswered, R.serverClosesFirst],
    parts: [
      {
        name: 'Close 1000',
        steps: then(frame({ opcode: OPCODE.close, payload: closePayload(1000) }), {
          do: 'await',
          end: true,
          within: CLOSING_MS,
        }),
        lasts: CLOSING_MS,
        expect: afterSwitch('a Close frame, then FIN within 5 s', closes),
      },
    ],
    why: 'Without the Close a browser reports 1006, as for a cable that was cut.',
  },
  {
    id: '14.04',
    level: 'MUST',
    title: 'Unmasked text frame',
    source: [rfc6455('5.1')],
    tests: [R.unmaskedFrameClosesConnection, R.protocolErrorCloseAllowed],
    parts: [
      {
        name: 'unmasked text',
        steps: then(frame({ opcode: OPCODE.text, payload: 'x', mask: false }), {
          do: 'await',
          frame: goesOn('x'),
          within: CLOSING_MS,
        }),
        lasts: CLOSING_MS,
        expect: afterSwitch('FIN or RST within 5 s, and no echo', connectionFails(UNMASKED, processed)),
      },
    ],
    why: 'The mask keeps a script from writing octets of its choice past a proxy. A server that does without it takes that away for everybody.',
  },
  {
    id: '14.05',
    level: 'MUST',
    title: 'Unmasked Ping or Close frame',
    source: [rfc6455('5.1')],
    tests: [R.unmaskedFrameClosesConnection],
    parts: [
      {
        name: 'a: unmasked Ping',
        steps: then(frame({ opcode: OPCODE.ping, payload: BEHIND, mask: false }), {
          do: 'await',
          frame: goesOn('x'),
          within: CLOSING_MS,
        }),
        lasts: CLOSING_MS,
        expect: afterSwitch(
          'FIN or RST within 5 s, and no Pong',
          connectionFails(UNMASKED, (observation) => (hasPong(observation, BEHIND) ? 'a Pong' : null)),
        ),
      },
      {
        // Sent and recorded, not judged: it leads to a close anyway, and so proves nothing.
        name: 'b: unmasked Close',
        steps: then(frame({ opcode: OPCODE.close, payload: closePayload(1000), mask: false }), {
          do: 'await',
          end: true,
          within: CLOSING_MS,
        }),
        lasts: CLOSING_MS,
      },
    ],
    why: 'Control frames often go another way through the code, past the check of the mask.',
  },
  {
    id: '14.06',
    level: 'MUST',
    title: 'RSV1 on a frame without a negotiated extension',
    source: [rfc6455('5.2', 'RSV1'), rfc6455('7.1.7')],
    tests: [R.reservedBitsFailConnection, R.failedConnectionClosed, R.invalidInputRejected],
    parts: [failing('RSV1', { opcode: OPCODE.text, rsv: 4 }, RSV, noExtension)],
    why: 'To the sender it is compressed. What is delivered is not what was sent.',
  },
  {
    id: '14.07',
    level: 'MUST',
    title: 'RSV2 or RSV3 on a frame',
    source: [rfc6455('5.2', 'RSV2, RSV3'), rfc6455('7.1.7')],
    tests: [R.reservedBitsFailConnection, R.failedConnectionClosed],
    parts: [
      failing('RSV2', { opcode: OPCODE.text, rsv: 2 }, RSV),
      failing('RSV3', { opcode: OPCODE.text, rsv: 1 }, RSV),
    ],
    why: 'They are how an extension changes what a frame means. engine.io died of the exception that they raise (CVE-2022-21676, repaired in 4.1.2, 5.2.1 and 6.1.1).',
  },
  {
    id: '14.08',
    level: 'MUST',
    title: 'Frame with a reserved opcode',
    source: [rfc6455('5.2', 'Opcode'), rfc6455('7.1.7')],
    tests: [R.unknownOpcodeFailsConnection, R.failedConnectionClosed],
    parts: [3, 4, 5, 6, 7, 11, 12, 13, 14, 15].map((opcode) =>
      failing(`opcode ${opcode.toString(16).toUpperCase()}`, { opcode }, RESERVED),
    ),
    why: 'They are kept for frames of the future. Who passes over one drops what the peer takes for delivered.',
  },
  {
    id: '14.09',
    level: 'MUST',
    title: 'Frames from the server are not masked',
    source: [rfc6455('5.1')],
    tests: [R.serverFramesUnmasked],
    derived: {
      says: 'MASK is 0 in every frame of the server',
      of: ({ link }) => link !== null && (link.frames.length > 0 || link.fault?.includes('masked') === true),
      each: maskedFault,
      from: ['14.01', '14.02', '14.03'],
      absent: noFrames,
    },
    why: 'A client fails the connection at the first masked frame from a server.',
  },
  {
    id: '14.10',
    level: 'MUST',
    title: 'HTTP request after the 101 response',
    source: [rfc6455('5.1'), rfc6455('5.2'), rfc9110('7.8'), rfc9110('15.2.2')],
    tests: [R.noHttpAfter101],
    parts: [
      {
        name: 'a GET',
        steps: then({ do: 'write', octets: asFrame }, { do: 'await', octets: hasStatusLine, within: CLOSING_MS }),
        lasts: CLOSING_MS,
        expect: afterSwitch('no HTTP response, and FIN or RST within 5 s', noHttp),
      },
    ],
    why: 'A server that goes on with HTTP here answers requests that the proxy in front takes for frames.',
  },
  {
    id: '14.11',
    level: 'MAY',
    title: 'Server sends frames before the client does',
    source: [rfc6455('4.2.2', 'last paragraph')],
    tests: [R.serverMaySendOnceOpen],
    parts: [
      {
        name: 'silence behind the 101',
        steps: then({ do: 'watch', ms: 1000 }),
        expect: afterSwitch('frames, or none', tellsUnasked),
      },
    ],
  },
  {
    id: '14.12',
    level: 'MUST',
    title: 'Ping with a masking key of zeros',
    source: [rfc6455('5.3'), rfc6455('5.5.2')],
    tests: [R.allValidFramesHandled],
    parts: [
      PING_ALONE,
      {
        name: 'key 00000000',
        steps: then(frame({ opcode: OPCODE.ping, payload: 'wsspec', mask: Buffer.alloc(4) }), {
          do: 'await',
          frame: isPong('wsspec'),
          within: 2000,
        }),
        expect: afterSwitch('a Pong with the payload of the Ping', pongComes('wsspec')),
      },
    ],
    why: 'The key is any 32 bits. Clients that have no random source, or are being debugged, send zeros.',
  },
  {
    id: '14.13',
    level: 'MUST',
    title: 'Empty text message',
    source: [rfc6455('5.2', 'Payload length'), rfc6455('5.6')],
    tests: [R.allValidFramesHandled],
    parts: [
      PING_ALONE,
      ONE_OCTET,
      {
        name: 'no payload, then a Ping',
        steps: textThenPing(''),
        expect: afterSwitch('a Pong; or a close by the application, with its code', takesEmpty),
      },
    ],
    why: 'A length of 0 is taken for nothing to read, and that for the end: websockify closed the link on it.',
  },
  {
    id: '14.14',
    level: 'INFO',
    title: 'Connection stays open when idle for 3 seconds',
    source: [rfc6455('7.3', 'servers MAY close whenever desired')],
    tests: [],
    parts: [
      {
        name: 'three seconds of silence',
        steps: then({ do: 'watch', ms: 3000 }),
        expect: afterSwitch('still open', staysOpen),
      },
    ],
  },
  {
    id: '14.15',
    level: 'SECURITY',
    title: 'Frame with a payload length of 2^63-1 or 2^63',
    source: [rfc6455('10.4'), rfc6455('5.2', 'the most significant bit MUST be 0')],
    tests: [R.messageSizeLimited],
    hurts: true,
    parts: [
      {
        name: 'a: 2^63-1',
        steps: then(absurd('\x7f'), { do: 'await', end: true, within: 2000 }),
        expect: afterSwitch(
          'closed, with 1009 or 1002',
          stopsAt('observed', 'RFC 6455 10.4: limits MUST be protected where there are limits'),
        ),
      },
      {
        name: 'b: 2^63',
        steps: then(absurd('\x80'), { do: 'await', end: true, within: 2000 }),
        expect: afterSwitch(
          'closed, with 1009 or 1002',
          stopsAt('warn', 'RFC 6455 5.2: the most significant bit of the length MUST be 0'),
        ),
      },
    ],
    why: 'What allocates before it counts is brought down by fourteen octets.',
  },
  {
    id: '14.16',
    level: 'INFO',
    title: 'Frame after a handshake that offers a subprotocol',
    source: [rfc6455('1.9', 'not normative')],
    tests: [R.agreedSubprotocolNamed],
    needs: ['subprotocols'],
    parts: [
      {
        name: 'with a subprotocol',
        send: { fields: { 'Sec-WebSocket-Protocol': ({ subprotocols }) => subprotocols[0] ?? '' } },
        expect: accepted(),
      },
    ],
  },
  {
    id: '14.17',
    level: 'MUST',
    title: 'Ping after the handshake was refused',
    source: [rfc6455('4.2.1', 'introduction: stop processing'), rfc6455('4.2.2', 'step 5')],
    tests: [R.only101OpensWebsocket],
    parts: [
      {
        name: 'no key',
        send: { fields: { 'Sec-WebSocket-Key': null } },
        steps: PING_AFTER_REFUSAL,
        expect: noPongAfterRefusal('no Pong', '5.01'),
      },
      {
        name: 'version 14',
        send: { fields: { 'Sec-WebSocket-Version': '14' } },
        steps: PING_AFTER_REFUSAL,
        expect: noPongAfterRefusal('no Pong', '6.02'),
      },
    ],
    why: 'A proxy that does not look at the status would carry a WebSocket that nobody agreed to.',
  },
]

/** Suite 14: whether what speaks behind the 101 is a WebSocket. */
export const afterHandshakeSuite: Suite = {
  number: 14,
  slug: 'after-handshake',
  title: 'State after the handshake',
  cases,
}
