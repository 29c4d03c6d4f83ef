import type { Check, Expectation } from '../../../harness/case/expectation'
import type { Step } from '../../../harness/case/script'
import { statusOf } from '../../../harness/judge/answer'
import { anything } from '../../../harness/judge/expectations'
import { OPCODE } from '../../../harness/wire/websocket/frame'

const PAYLOAD = 'wsspec-behind'

/** A Ping behind the refusal, and a window in which no Pong may come. */
export const PING: readonly Step[] = [
  { do: 'send' },
  { do: 'answer' },
  { do: 'onlyIf', says: 'it was not answered 101', answer: ({ final }) => final?.head.status !== 101 },
  { do: 'frame', frame: { opcode: OPCODE.ping, payload: PAYLOAD }, refused: true },
  { do: 'watch', ms: 1000 },
]

/** The Pong to that Ping as it stands on the wire (RFC 6455 5.2, 5.5.3). */
const PONG = Buffer.concat([Buffer.from([0x80 | OPCODE.pong, PAYLOAD.length]), Buffer.from(PAYLOAD)])

/** Behind another answer than 101 nothing speaks WebSocket (RFC 6455 4.2.1, 4.2.2 step 5). */
const pongBehind: Check = (observation) =>
  statusOf(observation) !== 101 && observation.received.includes(PONG)
    ? { verdict: 'fail', got: 'and a Pong behind it', because: 'RFC 6455 4.2.2: only the 101 opens the WebSocket' }
    : null

/** No Pong behind a refusal, whatever it is like; a 101 is no refusal and scored in `elsewhere`. */
export function noPongBehind(says: string, elsewhere: string): Expectation {
  const notRefused: Check = (observation) =>
    statusOf(observation) === 101
      ? { verdict: 'skip', because: `it was not refused, which is scored in ${elsewhere}` }
      : null
  return anything({ says, checks: [notRefused, pongBehind] })
}
