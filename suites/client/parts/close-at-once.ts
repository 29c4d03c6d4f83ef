import type { ClientCase } from '../../../harness/case/client-case'
import type { ClientCheck } from '../../../harness/case/client-expectation'
import type { ClientObservation } from '../../../harness/case/client-observation'
import { eventOf, framesOf } from '../../../harness/judge/client/attempt'
import { anyReaction } from '../../../harness/judge/client/client-expectations'
import { OPCODE } from '../../../harness/wire/websocket/frame'
import { type About, scripted } from './answers'

/** True where the client sent a Close frame. C0.37 is about its mask. */
function hasClosed(observation: ClientObservation): boolean {
  return framesOf(observation).some(({ opcode }) => opcode === OPCODE.close)
}

const answersClose: ClientCheck = (observation) =>
  hasClosed(observation) ? null : { verdict: 'miss', got: 'no Close frame came', because: '' }

/** The application learns that the WebSocket was open. A driver that prints nothing says nothing about it. */
const saysOpen: ClientCheck = (observation) => {
  const { driver } = observation
  if (!hasClosed(observation) || driver.events.length === 0 || eventOf(driver, 'OPEN')) return null
  return {
    verdict: 'warn',
    got: 'its driver never said OPEN',
    because: 'RFC 6455 4.1: the WebSocket is established before the Close frame is read',
  }
}

/** A case in which a Close frame comes in the write of the right answer. The client need not send a message. */
export function closesAtOnce(about: About): ClientCase {
  const expect = anyReaction({
    says: 'the client opens the WebSocket and answers the Close frame with one of its own',
    rows: { crashed: 'miss' },
    checks: [answersClose, saysOpen],
  })
  const frames = [{ opcode: OPCODE.close, payload: Buffer.from([0x03, 0xe8]) }]
  return scripted(
    about,
    [
      { do: 'reply', edit: { frames } },
      { do: 'converse', closing: true },
    ],
    expect,
  )
}
