import { rfc6455 } from '../../../harness/case/clause'
import type { ClientCase, ClientPart } from '../../../harness/case/client-case'
import type { ClientCheck } from '../../../harness/case/client-expectation'
import type { ReplyEdit } from '../../../harness/case/reply'
import { eventOf, framesOf, messagesOf } from '../../../harness/judge/client/attempt'
import {
  anyReaction,
  CLIENT_CRASHES,
  CLIENT_WAITS,
  establishes,
} from '../../../harness/judge/client/client-expectations'
import { OPCODE } from '../../../harness/wire/websocket/frame'
import { C } from '../../requirements/client'
import { type About, scripted } from '../parts/answers'

/** How soon a client has to end the connection after bytes that break the protocol, ms. */
const SOON_MS = 2000

/** By how much the attempt is longer than others, ms: the timer of a driver must not end it within SOON_MS. */
const LONGER_MS = 2500

/**
 * The client ends the connection soon. One that ignores the bytes and leaves when its own time is over does not; one that
 * reports the failure soon and keeps the connection waits.
 */
const leavesSoon: ClientCheck = ({ exchanges, driver }) => {
  const last = exchanges.at(-1)
  if (!last) return null
  const answeredMs = last.recording.sent[0]?.atMs ?? 0
  const afterMs = last.recording.endedMs - answeredMs
  // The system ends the connections of a driver that has ended, also where wsspec has not seen it yet.
  const hasLeft = last.left || driver.end.how === 'exited'
  if (hasLeft && afterMs <= SOON_MS) return null
  const reported = eventOf(driver, 'FAIL', 'CLOSE')
  if (reported && reported.atMs - answeredMs <= SOON_MS) {
    const because = 'RFC 6455 7.1.7 requires to close the connection, and sets no time'
    return { verdict: 'warn', got: 'the connection was still open', because, blame: CLIENT_WAITS }
  }
  const seconds = Math.round(afterMs / 100) / 10
  return { verdict: 'miss', got: `the connection was open for ${seconds} s after these bytes`, because: '' }
}

/** The application gets nothing of the bytes. */
const deliversNothing: ClientCheck = ({ driver }) =>
  messagesOf(driver).length > 0 ? { verdict: 'miss', got: 'a message was made of these bytes', because: '' } : null

/** The right 101, and in the same write bytes that break RFC 6455 5, so that the client fails the connection. */
function broken(about: About, edit: ReplyEdit): ClientCase {
  const expect = {
    ...anyReaction({
      says: `the client closes the connection within ${SOON_MS / 1000} s, and makes no message of these bytes`,
      rows: { crashed: 'miss' },
      checks: [leavesSoon, deliversNothing],
    }),
    blames: { crashed: CLIENT_CRASHES },
  }
  const steps = [
    { do: 'reply', edit },
    { do: 'converse', mute: true },
  ] as const
  const part: ClientPart = { name: about.title, steps, lasts: LONGER_MS, expect }
  return { ...about, role: 'client', parts: [part] }
}

const reserved = rfc6455(
  '5.2',
  'RSV1, RSV2, RSV3',
  'If a nonzero value is received and none of the negotiated extensions defines the meaning of such a nonzero value, the receiving endpoint MUST _Fail the WebSocket Connection_',
)

/** HTML of 160 bytes. As a frame it is one of 104 bytes with RSV2, RSV3 and the opcode 12, whole, so that no client waits for more. */
const HTML = `<html>hello</html>\n<!-- ${'x'.repeat(136)}\n-->`.slice(0, 160)

const PAYLOAD = 'wsspec'

/** The client answers the Ping that it got after its first message. */
const answersPing: ClientCheck = (observation) => {
  const frames = framesOf(observation)
  if (!frames.some(({ opcode }) => opcode <= OPCODE.binary)) return null
  const pong = frames.find(({ opcode }) => opcode === OPCODE.pong)
  if (!pong) return { verdict: 'miss', got: 'no Pong came', because: '' }
  if (pong.payload.toString('latin1') === PAYLOAD) return null
  const because = 'RFC 6455 5.5.3: "must have identical "Application data" as found in the message body of the Ping"'
  return { verdict: 'miss', got: 'the Pong has other data than the Ping', because }
}

/** Bytes after the 101. */
export const frameCases: readonly ClientCase[] = [
  broken(
    {
      id: 'C8.21',
      level: 'MUST',
      title: 'HTML follows the 101',
      source: [reserved, rfc6455('5.2', 'an unknown opcode')],
      tests: [C.brokenFramesFail],
    },
    { body: HTML },
  ),
  broken(
    {
      id: 'C8.22',
      level: 'MUST',
      title: 'A masked frame follows the 101',
      source: [rfc6455('5.1', '', 'A client MUST close a connection if it detects a masked frame')],
      tests: [C.brokenFramesFail],
      sameFaultAs: ['C8.21'],
    },
    { frames: [{ opcode: OPCODE.text, payload: 'early', mask: Buffer.from([0x37, 0xfa, 0x21, 0x3d]) }] },
  ),
  broken(
    {
      id: 'C8.28',
      level: 'MUST',
      title: 'A second 101 follows the first',
      source: [reserved, rfc6455('5.5', '', 'MUST NOT be fragmented')],
      tests: [C.brokenFramesFail],
      sameFaultAs: ['C8.21'],
    },
    { text: (rendered) => rendered + rendered },
  ),
  scripted(
    {
      id: 'C8.32',
      level: 'MUST',
      title: 'A Ping is answered',
      source: [
        rfc6455('5.5.2', '', 'Upon receipt of a Ping frame, an endpoint MUST send a Pong frame in response'),
        rfc6455('5.5.3', 'the data of a Pong'),
      ],
      tests: [C.pingsAnswered],
    },
    [
      { do: 'reply' },
      { do: 'await', opcode: OPCODE.text, ms: 2000 },
      { do: 'frame', frame: { opcode: OPCODE.ping, payload: PAYLOAD } },
      { do: 'await', opcode: OPCODE.pong, ms: 2000 },
      { do: 'converse' },
    ],
    establishes({ says: 'the client answers the Ping with a Pong that has its data', checks: [answersPing] }),
  ),
]
