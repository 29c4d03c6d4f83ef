import type { Check } from '../../../harness/case/check'
import type { Expectation } from '../../../harness/case/expectation'
import type { Step } from '../../../harness/case/script'
import { scoredIn } from '../../../harness/judge/checks'
import { anything } from '../../../harness/judge/expectations'
import { OPCODE } from '../../../harness/wire/websocket/frame'
import { only101Opens } from './only-101'
import { reasonOf } from './reason'

const PAYLOAD = 'wsspec-behind'

/** Sends a Ping after the refusal, and watches a window in which no Pong may come. */
export const PING_AFTER_REFUSAL: readonly Step[] = [
  { do: 'send' },
  { do: 'answer' },
  { do: 'onlyIf', says: 'it was not answered 101', answer: ({ opened }) => !opened },
  { do: 'frame', frame: { opcode: OPCODE.ping, payload: PAYLOAD }, refused: true },
  { do: 'watch', ms: 1000 },
]

/** The Pong to that Ping, as bytes (RFC 6455 5.2, 5.5.3). */
const PONG = Buffer.concat([Buffer.from([0x80 | OPCODE.pong, PAYLOAD.length]), Buffer.from(PAYLOAD)])

/** Only a 101 opens the WebSocket (RFC 6455 4.2.1, 4.2.2 step 5). */
const noPong: Check = (observation) =>
  !observation.opened && observation.received.includes(PONG)
    ? {
        verdict: 'fail',
        got: 'and then a Pong',
        because: reasonOf(only101Opens, 'no other response opens the WebSocket'),
      }
    : null

/**
 * No Pong follows a refusal, whatever its status. A 101 is skipped.
 * @param says what is required, in words
 * @param elsewhere the id of the case that scores a 101
 */
export function noPongAfterRefusal(says: string, elsewhere: string): Expectation {
  const refused: Check = (observation) =>
    observation.opened ? scoredIn(elsewhere, 'the request was not refused') : null
  return anything({ says, checks: [refused, noPong] })
}
