import type { Case, Part } from '../../../harness/case/case'
import type { Blame } from '../../../harness/case/cause'
import type { Check } from '../../../harness/case/check'
import { rfc6455 } from '../../../harness/case/clause'
import type { FrameSpec } from '../../../harness/case/frame'
import type { Observation } from '../../../harness/case/observation'
import type { Step } from '../../../harness/case/script'
import { answered } from '../../../harness/judge/answer'
import { OPCODE } from '../../../harness/wire/websocket/frame'
import { R } from '../../requirements'
import { afterSwitch, connectionFails } from '../parts/after-switch'
import { CLOSING_MS, closeCode, closePayload, hasEnded, hasPong, hasText, isPong } from '../parts/link'
import { reasonOf } from '../parts/reason'
import { frame, frames, handshakeThen } from './parts/steps'

/** The payload of the Ping that is sent after an invalid frame. */
const PING_PAYLOAD = 'wsspec-behind'

/** Matches a frame that shows that the server did not fail the connection: an echo of `text`, or the Pong to PING_PAYLOAD. */
function isReaction(text: string) {
  const pong = isPong(PING_PAYLOAD)
  return (payload: Buffer, opcode: number): boolean =>
    pong(payload, opcode) || (opcode === OPCODE.text && payload.toString('latin1') === text)
}

/** The reaction that shows that the server did not fail the connection, in words; null without one. */
function reactionOf(observation: Observation): string | null {
  if (hasPong(observation, PING_PAYLOAD)) return 'a Pong to the Ping after the frame'
  return hasText(observation, 'x') ? 'an echo' : null
}

/**
 * A part that sends a frame that must fail the connection, and a Ping after it (RFC 6455 7.1.7).
 * @param clause the words of the requirement, with its clause
 * @param more further checks
 */
function mustFailPart(name: string, spec: FrameSpec, clause: string, ...more: Check[]): Part {
  return {
    name,
    steps: handshakeThen(frames({ payload: 'x', ...spec }, { opcode: OPCODE.ping, payload: PING_PAYLOAD }), {
      do: 'await',
      frame: isReaction('x'),
      within: CLOSING_MS,
    }),
    lasts: CLOSING_MS,
    expect: afterSwitch(
      'FIN or RST within 5 s, and no Pong to the Ping after the frame',
      ...more,
      connectionFails(clause, reactionOf),
    ),
  }
}

const unmaskedCloses = rfc6455(
  '5.1',
  '',
  'The server MUST close the connection upon receiving a frame that is not masked.',
)

const reservedBitFails = rfc6455(
  '5.2',
  'RSV1, RSV2, RSV3',
  'If a nonzero value is received and none of the negotiated extensions defines the meaning of such a nonzero value, the receiving endpoint MUST _Fail the WebSocket Connection_.',
)

const unknownOpcodeFails = rfc6455(
  '5.2',
  'Opcode',
  'If an unknown opcode is received, the receiving endpoint MUST _Fail the WebSocket Connection_.',
)

const limitsProtected = rfc6455('10.4', '', 'MUST protect themselves against exceeding those limits')

const lengthBit = rfc6455('5.2', 'Payload length', 'the most significant bit MUST be 0')

/** 14.06: skips where an agreed extension may define RSV1. */
const noExtensionAgreed: Check = (observation) =>
  answered(observation, 'Sec-WebSocket-Extensions').length > 0
    ? { verdict: 'skip', because: 'an extension was agreed on, and it may define RSV1' }
    : null

/** A server that waits was not taken down: what it lacks is the check of the header of the frame. */
const LENGTH_NOT_CHECKED: Blame = { cause: 'frame-bits-not-checked', impact: 'lax' }

/**
 * 14.15: the server closes without waiting for the payload.
 * @param waiting the verdict if it waits
 */
function endsWithoutPayload(waiting: 'observed' | 'warn', because: string): Check {
  return (observation) =>
    hasEnded(observation) || closeCode(observation) !== null
      ? null
      : { verdict: waiting, got: 'the server waits for the payload', because, blame: LENGTH_NOT_CHECKED }
}

/** Sends a masked binary frame with a 64-bit length that begins with this byte, and four bytes of its payload. */
function hugeFrame(first: string): Step {
  return { do: 'write', octets: `\x82\xff${first}${'\xff'.repeat(7)}\x01\x02\x03\x04xxxx` }
}

/** Cases on frames that a client must not send. */
export const invalidFrameCases: readonly Case[] = [
  {
    id: '14.04',
    level: 'MUST',
    title: 'Unmasked text frame',
    source: [unmaskedCloses],
    tests: [R.unmaskedFrameClosesConnection, R.protocolErrorCloseAllowed],
    parts: [
      {
        name: 'unmasked text',
        steps: handshakeThen(frame({ opcode: OPCODE.text, payload: 'x', mask: false }), {
          do: 'await',
          frame: isReaction('x'),
          within: CLOSING_MS,
        }),
        lasts: CLOSING_MS,
        expect: afterSwitch(
          'FIN or RST within 5 s, and no echo',
          connectionFails(reasonOf(unmaskedCloses), reactionOf),
        ),
      },
    ],
    why: 'The mask prevents a script from choosing the bytes that a proxy sees (RFC 6455 10.3). A server that accepts unmasked frames does not enforce it.',
  },
  {
    id: '14.05',
    level: 'MUST',
    title: 'Unmasked Ping or Close frame',
    source: [unmaskedCloses],
    tests: [R.unmaskedFrameClosesConnection],
    sameFaultAs: ['14.04'],
    parts: [
      {
        name: 'a: unmasked Ping',
        steps: handshakeThen(frame({ opcode: OPCODE.ping, payload: PING_PAYLOAD, mask: false }), {
          do: 'await',
          frame: isReaction('x'),
          within: CLOSING_MS,
        }),
        lasts: CLOSING_MS,
        expect: afterSwitch(
          'FIN or RST within 5 s, and no Pong',
          connectionFails(reasonOf(unmaskedCloses), (observation) =>
            hasPong(observation, PING_PAYLOAD) ? 'a Pong' : null,
          ),
        ),
      },
      {
        // Recorded, not judged: any Close frame ends the connection, so the answer proves nothing.
        name: 'b: unmasked Close',
        steps: handshakeThen(frame({ opcode: OPCODE.close, payload: closePayload(1000), mask: false }), {
          do: 'await',
          end: true,
          within: CLOSING_MS,
        }),
        lasts: CLOSING_MS,
      },
    ],
    why: 'Many servers handle control frames in other code, which may not check the mask.',
  },
  {
    id: '14.06',
    level: 'MUST',
    title: 'RSV1 on a frame without a negotiated extension',
    source: [reservedBitFails, rfc6455('7.1.7')],
    tests: [R.reservedBitsFailConnection, R.failedConnectionClosed, R.invalidInputRejected],
    parts: [mustFailPart('RSV1', { opcode: OPCODE.text, rsv: 4 }, reasonOf(reservedBitFails), noExtensionAgreed)],
    why: 'The sender may have compressed the message. A server that ignores the bit delivers other data than was sent.',
  },
  {
    id: '14.07',
    level: 'MUST',
    title: 'RSV2 or RSV3 on a frame',
    source: [reservedBitFails, rfc6455('7.1.7')],
    sameFaultAs: ['14.06'],
    tests: [R.reservedBitsFailConnection, R.failedConnectionClosed],
    parts: [
      mustFailPart('RSV2', { opcode: OPCODE.text, rsv: 2 }, reasonOf(reservedBitFails)),
      mustFailPart('RSV3', { opcode: OPCODE.text, rsv: 1 }, reasonOf(reservedBitFails)),
    ],
    why: 'Extensions use these bits to change the meaning of a frame. In engine.io the bits caused an uncaught exception (CVE-2022-21676, fixed in 4.1.2, 5.2.1 and 6.1.1).',
  },
  {
    id: '14.08',
    level: 'MUST',
    title: 'Frame with a reserved opcode',
    source: [unknownOpcodeFails, rfc6455('7.1.7')],
    tests: [R.unknownOpcodeFailsConnection, R.failedConnectionClosed],
    parts: [3, 4, 5, 6, 7, 11, 12, 13, 14, 15].map((opcode) =>
      mustFailPart(`opcode ${opcode.toString(16).toUpperCase()}`, { opcode }, reasonOf(unknownOpcodeFails)),
    ),
    why: 'These opcodes are reserved for future frames. A server that ignores one drops data that the client believes to be delivered.',
  },
  {
    id: '14.15',
    level: 'SECURITY',
    title: 'Frame with a payload length of 2^63-1 or 2^63',
    source: [limitsProtected, lengthBit],
    tests: [R.messageSizeLimited],
    hurts: true,
    parts: [
      {
        name: 'a: 2^63-1',
        steps: handshakeThen(hugeFrame('\x7f'), { do: 'await', end: true, within: 2000 }),
        expect: afterSwitch(
          'a close, preferably with 1009 or 1002',
          endsWithoutPayload('observed', reasonOf(limitsProtected)),
        ),
      },
      {
        name: 'b: 2^63',
        steps: handshakeThen(hugeFrame('\x80'), { do: 'await', end: true, within: 2000 }),
        expect: afterSwitch('a close, preferably with 1009 or 1002', endsWithoutPayload('warn', reasonOf(lengthBit))),
      },
    ],
    why: 'A server that allocates memory for the payload before it checks the length can be crashed with 14 bytes.',
  },
]
