import type { Check } from '../../../harness/case/check'
import { answered } from '../../../harness/judge/answer'

/** The answer has exactly one Sec-WebSocket-Accept line (RFC 6455 4.2.2 step 5.4, 11.3.3). */
export const oneAccept: Check = (observation) => {
  const count = answered(observation, 'Sec-WebSocket-Accept').length
  if (count === 1) return null
  const because =
    count === 0
      ? 'RFC 6455 4.2.2 step 5.4: a 101 to a WebSocket handshake has a Sec-WebSocket-Accept field'
      : 'RFC 6455 11.3.3: Sec-WebSocket-Accept MUST NOT appear more than once'
  return { verdict: 'fail', got: `${count} Sec-WebSocket-Accept lines`, because }
}
