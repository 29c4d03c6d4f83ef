import type { ClientCase, ClientPart } from '../../../harness/case/client-case'
import type { ClientCheck } from '../../../harness/case/client-expectation'
import type { ReplyEdit } from '../../../harness/case/reply'
import { eventOf, framesOf, messagesOf } from '../../../harness/judge/client/attempt'
import { anyReaction, CLIENT_CRASHES, CLIENT_WAITS } from '../../../harness/judge/client/client-expectations'
import { OPCODE } from '../../../harness/wire/websocket/frame'
import type { About } from './answers'

/** How soon a client has to end the connection after bytes that break the protocol, ms. */
const SOON_MS = 2000

/** By how much the attempt is longer than others, ms: the timer of a driver must not end it within SOON_MS. */
const LONGER_MS = 2500

/** How long wsspec watches a client that goes on, ms: a busy computer may bring its end a little late. */
const WATCHED_MS = SOON_MS + 1000

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
  const isClosing = framesOf({ exchanges: [last] }).some(({ opcode }) => opcode === OPCODE.close)
  const lastMs = last.recording.received.at(-1)?.atMs ?? Number.POSITIVE_INFINITY
  // RFC 6455 7.1.1: after its Close a client may wait for the server to end the connection.
  const saysClose = isClosing && lastMs - answeredMs <= SOON_MS
  if (saysClose || (reported && reported.atMs - answeredMs <= SOON_MS)) {
    const because = 'RFC 6455 7.1.7 requires to close the connection, and sets no time'
    return { verdict: 'warn', got: 'the connection was still open', because, blame: CLIENT_WAITS }
  }
  const seconds = Math.round(afterMs / 100) / 10
  return { verdict: 'miss', got: `the connection was open for ${seconds} s after these bytes`, because: '' }
}

/** The application gets nothing of the bytes. */
const deliversNothing: ClientCheck = ({ driver }) =>
  messagesOf(driver).length > 0 ? { verdict: 'miss', got: 'a message was made of these bytes', because: '' } : null

/**
 * The right 101, and in the same write bytes that break RFC 6455 5, so that the client fails the connection.
 * @param checks what else is looked for: whether the case has something to show
 */
export function brokenFrames(about: About, edit: ReplyEdit, checks: readonly ClientCheck[] = []): ClientCase {
  const expect = {
    ...anyReaction({
      says: `the client closes the connection within ${SOON_MS / 1000} s, and makes no message of these bytes`,
      rows: { crashed: 'miss' },
      checks: [...checks, leavesSoon, deliversNothing],
    }),
    blames: { crashed: CLIENT_CRASHES },
  }
  const steps = [
    { do: 'reply', edit },
    { do: 'converse', mute: true },
  ] as const
  const part: ClientPart = { name: about.title, steps, lasts: LONGER_MS, decidedMs: WATCHED_MS, expect }
  return { ...about, role: 'client', parts: [part] }
}
