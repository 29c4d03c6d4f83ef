import type { Case, Part } from '../../../harness/case/case'
import { rfc6455 } from '../../../harness/case/clause'
import type { Check } from '../../../harness/case/expectation'
import type { Step } from '../../../harness/case/script'
import { accepted } from '../../../harness/judge/expectations'
import { OPCODE } from '../../../harness/wire/websocket/frame'
import { R } from '../../requirements'
import { afterSwitch } from '../parts/after-switch'
import { closeCode, hasEnded, hasPong, hasText, isClose, isPong } from '../parts/link'
import { PING_ABC, PING_ALONE, pongComes, SILENCE } from '../parts/ping'
import { frame, handshakeThen } from './parts/steps'

/** 14.01: a text that is not all ASCII, in UTF-8. */
const ECHOED_TEXT = 'wsspec: \xc3\xa9cho'

/** 14.01: the text came back. */
const isEchoed: Check = (observation) =>
  hasText(observation, ECHOED_TEXT)
    ? null
    : { verdict: 'miss', got: 'no echo', because: 'RFC 6455 5.1, 6.1: probing had got an echo from this target' }

/** The steps of 14.13: a text, and a Ping behind it. */
function textThenPing(payload: string): readonly Step[] {
  return handshakeThen(frame({ opcode: OPCODE.text, payload }), frame({ opcode: OPCODE.ping, payload: 'abc' }), {
    do: 'await',
    frame: (octets, opcode) => isPong('abc')(octets, opcode) || isClose(octets, opcode),
    within: 2000,
  })
}

/** The twin of 14.13: a target that drops whatever is no message of its own drops this too. */
const ONE_BYTE_TEXT: Part = { name: 'one octet, then a Ping', steps: textThenPing('x') }

/** 14.13: the Ping behind an empty text is answered, or the application says that it wants none. */
const acceptsEmptyText: Check = (observation, context) => {
  const code = closeCode(observation)
  const twin = context.part(ONE_BYTE_TEXT.name)
  if (hasPong(observation, 'abc')) return null
  if (twin && !hasPong(twin, 'abc'))
    return { verdict: 'skip', because: 'the target answers no Ping behind a text of one octet either' }
  const because = 'RFC 6455 5.2, 5.6: a payload may have no octets'
  if (code === 1002) return { verdict: 'fail', got: 'Close 1002', because }
  if (code !== null) return { verdict: 'observed', got: `Close ${code}`, because: 'the application may refuse it' }
  if (hasEnded(observation)) return { verdict: 'fail', got: 'closed without a Close frame', because }
  return pongComes('abc')(observation, context)
}

/** Cases on valid frames from the client. */
export const validFrameCases: readonly Case[] = [
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
        steps: handshakeThen(frame({ opcode: OPCODE.text, payload: Buffer.from(ECHOED_TEXT, 'latin1') }), {
          do: 'await',
          link: (link) => hasText({ link }, ECHOED_TEXT),
          within: 2000,
        }),
        expect: afterSwitch('the same text', isEchoed),
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
    id: '14.12',
    level: 'MUST',
    title: 'Ping with a masking key of zeros',
    source: [rfc6455('5.3'), rfc6455('5.5.2')],
    tests: [R.allValidFramesHandled],
    parts: [
      PING_ALONE,
      {
        name: 'key 00000000',
        steps: handshakeThen(frame({ opcode: OPCODE.ping, payload: 'wsspec', mask: Buffer.alloc(4) }), {
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
      ONE_BYTE_TEXT,
      {
        name: 'no payload, then a Ping',
        steps: textThenPing(''),
        expect: afterSwitch('a Pong; or a close by the application, with its code', acceptsEmptyText),
      },
    ],
    why: 'A length of 0 is taken for nothing to read, and that for the end: websockify closed the link on it.',
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
]
