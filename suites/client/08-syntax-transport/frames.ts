import { rfc6455 } from '../../../harness/case/clause'
import type { ClientCase } from '../../../harness/case/client-case'
import type { ClientCheck } from '../../../harness/case/client-expectation'
import { framesOf } from '../../../harness/judge/client/attempt'
import { establishes } from '../../../harness/judge/client/client-expectations'
import { OPCODE } from '../../../harness/wire/websocket/frame'
import { C } from '../../requirements/client'
import { scripted } from '../parts/answers'
import { brokenFrames } from '../parts/broken-frames'

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
  brokenFrames(
    {
      id: 'C8.21',
      level: 'MUST',
      title: 'HTML follows the 101',
      source: [reserved, rfc6455('5.2', 'an unknown opcode')],
      tests: [C.brokenFramesFail, C.framesAfterAnswerRead],
      sameFaultAs: ['C1.16'],
      sameFaultByAnyCause: true,
    },
    { body: HTML },
  ),
  brokenFrames(
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
  brokenFrames(
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
