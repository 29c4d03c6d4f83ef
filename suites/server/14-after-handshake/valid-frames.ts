import type { Case, Part } from '../../../harness/case/case'
import type { Check } from '../../../harness/case/check'
import { rfc6455 } from '../../../harness/case/clause'
import type { Step } from '../../../harness/case/script'
import { accepted } from '../../../harness/judge/expectations'
import { OPCODE } from '../../../harness/wire/websocket/frame'
import { R } from '../../requirements'
import { afterSwitch } from '../parts/after-switch'
import { pingAnswered } from '../parts/dead-link'
import { closeCode, hasEnded, hasPong, hasText, isClose, isPong } from '../parts/link'
import { PING_ABC, PING_ALONE, pongComes, SILENCE, sameData } from '../parts/ping'
import { reasonOf } from '../parts/reason'
import { frame, handshakeThen } from './parts/steps'

/** 14.01: a text with a character outside ASCII, in UTF-8. */
const ECHOED_TEXT = 'wsspec: \xc3\xa9cho'

/** 14.01: the server sends the text back. */
const isEchoed: Check = (observation) =>
  hasText(observation, ECHOED_TEXT)
    ? null
    : {
        verdict: 'miss',
        got: 'no echo',
        because: 'RFC 6455 5.1, 6.1: the text is valid, and the target echoed another one during probing',
      }

/** 14.13: sends a text and a Ping after it. */
function textThenPing(payload: string): readonly Step[] {
  return handshakeThen(frame({ opcode: OPCODE.text, payload }), frame({ opcode: OPCODE.ping, payload: 'abc' }), {
    do: 'await',
    frame: (octets, opcode) => isPong('abc')(octets, opcode) || isClose(octets, opcode),
    within: 2000,
  })
}

/** The twin of 14.13. A target that drops messages that it does not know drops this one, too. */
const ONE_BYTE_TEXT: Part = { name: 'one byte, then a Ping', steps: textThenPing('x') }

const emptyAllowed = rfc6455('5.2', 'Payload length', 'if 0-125, that is the payload length')

/** 14.13: the server answers the Ping after an empty text, or the application rejects the text with a Close code. */
const acceptsEmptyText: Check = (observation, context) => {
  const code = closeCode(observation)
  const twin = context.part(ONE_BYTE_TEXT.name)
  if (hasPong(observation, 'abc')) return null
  if (twin && !hasPong(twin, 'abc'))
    return { verdict: 'skip', because: 'the target does not answer the Ping after a text of one byte either' }
  const because = reasonOf(emptyAllowed, 'the payload of a text may be empty')
  if (code === 1002) return { verdict: 'fail', got: 'Close 1002', because }
  if (code !== null)
    return { verdict: 'observed', got: `Close ${code}`, because: 'an application may reject an empty text' }
  if (hasEnded(observation)) return { verdict: 'fail', got: 'closed without a Close frame', because }
  return pongComes('abc')(observation, context)
}

/** Cases on valid frames from the client. */
export const validFrameCases: readonly Case[] = [
  {
    id: '14.01',
    level: 'MUST',
    title: 'A text message is echoed',
    source: [
      rfc6455(
        '5.1',
        '',
        'A data frame MAY be transmitted by either the client or the server at any time after opening handshake completion',
      ),
      rfc6455('6.1'),
    ],
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
    why: 'No RFC requires an echo. The case runs only if the target echoed a text during probing, and shows that a text that is not ASCII passes in both directions.',
  },
  {
    id: '14.02',
    level: 'MUST',
    title: 'A Ping is answered with a Pong',
    source: [pingAnswered, sameData],
    tests: [R.closeAndPingAnswered],
    parts: [
      SILENCE,
      {
        name: 'abc',
        steps: PING_ABC,
        expect: afterSwitch('a Pong with the payload of the Ping', pongComes('abc')),
      },
    ],
    why: 'Proxies and clients drop a connection if their Pings are not answered.',
  },
  {
    id: '14.12',
    level: 'MUST',
    title: 'Ping with a masking key of zeros',
    source: [pingAnswered, rfc6455('5.3', '', 'The masking key is a 32-bit value chosen at random by the client.')],
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
    why: 'Any 32 bits are a valid masking key. Clients without a random source, or during debugging, send zeros.',
  },
  {
    id: '14.13',
    level: 'MUST',
    title: 'Empty text message',
    source: [emptyAllowed, rfc6455('5.6')],
    tests: [R.allValidFramesHandled],
    parts: [
      PING_ALONE,
      ONE_BYTE_TEXT,
      {
        name: 'no payload, then a Ping',
        steps: textThenPing(''),
        expect: afterSwitch('a Pong, or a Close frame with a code of the application', acceptsEmptyText),
      },
    ],
    why: 'Some servers read a length of 0 as the end of the connection. Websockify closed the connection for this reason.',
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
