import type { Check } from '../../../harness/case/check'
import { rfc6455 } from '../../../harness/case/clause'
import { answered } from '../../../harness/judge/answer'
import { fromHead } from '../../../harness/judge/checks'
import { reasonOf } from './reason'

/** A 101 has one Sec-WebSocket-Accept line. */
export const acceptOnce = rfc6455(
  '11.3.3',
  '',
  'The |Sec-WebSocket-Accept| header MUST NOT appear more than once in an HTTP response.',
)

const acceptThere = rfc6455('4.2.2', 'step 5.4', 'A |Sec-WebSocket-Accept| header field.')

/** The answer has exactly one Sec-WebSocket-Accept line (RFC 6455 4.2.2 step 5.4, 11.3.3). */
export const oneAccept: Check = fromHead((observation) => {
  const count = answered(observation, 'Sec-WebSocket-Accept').length
  if (count === 1) return null
  const because = reasonOf(count === 0 ? acceptThere : acceptOnce)
  return { verdict: 'fail', got: `${count} Sec-WebSocket-Accept lines`, because }
})
