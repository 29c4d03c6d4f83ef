import type { Case, Part } from '../../../harness/case/case'
import { rfc6455 } from '../../../harness/case/clause'
import type { Check } from '../../../harness/case/expectation'
import type { Observation } from '../../../harness/case/observation'
import type { FrameSpec, Step } from '../../../harness/case/script'
import { answered } from '../../../harness/judge/answer'
import { OPCODE } from '../../../harness/wire/websocket/frame'
import { R } from '../../requirements'
import { afterSwitch, connectionFails } from '../parts/after-switch'
import { CLOSING_MS, closeCode, closePayload, hasEnded, hasPong, hasText, isPong } from '../parts/link'
import { frame, frames, handshakeThen } from './parts/steps'

/** The payload of the Ping behind a frame that fails the connection. */
const PING_PAYLOAD = 'wsspec-behind'

/** A text or the Pong to the Ping behind it shows that the server went on; what it must not do ends the wait. */
function isReaction(text: string) {
  const pong = isPong(PING_PAYLOAD)
  return (payload: Buffer, opcode: number): boolean =>
    pong(payload, opcode) || (opcode === OPCODE.text && payload.toString('latin1') === text)
}

/** What shows that the server went on; null where nothing does. */
function reactionOf(observation: Observation): string | null {
  if (hasPong(observation, PING_PAYLOAD)) return 'a Pong to the Ping behind it'
  return hasText(observation, 'x') ? 'an echo' : null
}

/** A frame that fails the connection, a Ping behind it, and five seconds for the end (RFC 6455 7.1.7). */
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
      'FIN or RST within 5 s, and no Pong to the Ping behind it',
      ...more,
      connectionFails(clause, reactionOf),
    ),
  }
}

/** The clauses that a frame breaks. */
const RSV_FAILS = 'RFC 6455 5.2: a reserved bit that no extension defines MUST fail the connection'

const OPCODE_FAILS = 'RFC 6455 5.2: an unknown opcode MUST fail the connection'

const UNMASKED_CLOSES = 'RFC 6455 5.1: the server MUST close the connection upon receiving a frame that is not masked'

/** 14.06 is about RSV1 where no extension defines it. */
const noExtensionAgreed: Check = (observation) =>
  answered(observation, 'Sec-WebSocket-Extensions').length > 0
    ? { verdict: 'skip', because: 'the handshake carries an offer, and an extension that was agreed may define RSV1' }
    : null

/** 14.15: the server does not wait for the payload; what it comes to where it does. */
function endsWithoutPayload(waiting: 'observed' | 'warn', because: string): Check {
  return (observation) =>
    hasEnded(observation) || closeCode(observation) !== null
      ? null
      : { verdict: waiting, got: 'the server waits for the payload', because }
}

/** A masked binary frame that names this length in 64 bits, and the first octets of its payload. */
function hugeFrame(first: string): Step {
  return { do: 'write', octets: `\x82\xff${first}${'\xff'.repeat(7)}\x01\x02\x03\x04xxxx` }
}

/** Cases on frames that a client must not send. */
export const invalidFrameCases: readonly Case[] = [
  {
    id: '14.04',
    level: 'MUST',
    title: 'Unmasked text frame',
    source: [rfc6455('5.1')],
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
        expect: afterSwitch('FIN or RST within 5 s, and no echo', connectionFails(UNMASKED_CLOSES, reactionOf)),
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
        steps: handshakeThen(frame({ opcode: OPCODE.ping, payload: PING_PAYLOAD, mask: false }), {
          do: 'await',
          frame: isReaction('x'),
          within: CLOSING_MS,
        }),
        lasts: CLOSING_MS,
        expect: afterSwitch(
          'FIN or RST within 5 s, and no Pong',
          connectionFails(UNMASKED_CLOSES, (observation) => (hasPong(observation, PING_PAYLOAD) ? 'a Pong' : null)),
        ),
      },
      {
        // Sent and recorded, not judged: it leads to a close anyway, and so proves nothing.
        name: 'b: unmasked Close',
        steps: handshakeThen(frame({ opcode: OPCODE.close, payload: closePayload(1000), mask: false }), {
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
    parts: [mustFailPart('RSV1', { opcode: OPCODE.text, rsv: 4 }, RSV_FAILS, noExtensionAgreed)],
    why: 'To the sender it is compressed. What is delivered is not what was sent.',
  },
  {
    id: '14.07',
    level: 'MUST',
    title: 'RSV2 or RSV3 on a frame',
    source: [rfc6455('5.2', 'RSV2, RSV3'), rfc6455('7.1.7')],
    tests: [R.reservedBitsFailConnection, R.failedConnectionClosed],
    parts: [
      mustFailPart('RSV2', { opcode: OPCODE.text, rsv: 2 }, RSV_FAILS),
      mustFailPart('RSV3', { opcode: OPCODE.text, rsv: 1 }, RSV_FAILS),
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
      mustFailPart(`opcode ${opcode.toString(16).toUpperCase()}`, { opcode }, OPCODE_FAILS),
    ),
    why: 'They are kept for frames of the future. Who passes over one drops what the peer takes for delivered.',
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
        steps: handshakeThen(hugeFrame('\x7f'), { do: 'await', end: true, within: 2000 }),
        expect: afterSwitch(
          'closed, with 1009 or 1002',
          endsWithoutPayload('observed', 'RFC 6455 10.4: limits MUST be protected where there are limits'),
        ),
      },
      {
        name: 'b: 2^63',
        steps: handshakeThen(hugeFrame('\x80'), { do: 'await', end: true, within: 2000 }),
        expect: afterSwitch(
          'closed, with 1009 or 1002',
          endsWithoutPayload('warn', 'RFC 6455 5.2: the most significant bit of the length MUST be 0'),
        ),
      },
    ],
    why: 'What allocates before it counts is brought down by fourteen octets.',
  },
]
