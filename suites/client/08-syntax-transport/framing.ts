import type { Contest } from '../../../harness/case/case'
import { rfc6455, rfc9110, rfc9112 } from '../../../harness/case/clause'
import type { ClientCase } from '../../../harness/case/client-case'
import type { ClientCheck, ClientExpectation } from '../../../harness/case/client-expectation'
import type { ClientObservation } from '../../../harness/case/client-observation'
import { eventOf, framesOf, messagesOf } from '../../../harness/judge/client/attempt'
import { eitherWay, establishes } from '../../../harness/judge/client/client-expectations'
import { clientOutcome } from '../../../harness/judge/client/client-outcome'
import { OPCODE } from '../../../harness/wire/websocket/frame'
import { C } from '../../requirements/client'
import { field, replied } from '../parts/answers'

const rule1 = rfc9112(
  '6.3',
  'rule 1',
  'is always terminated by the first empty line after the header fields, regardless of the header fields present in the message',
)
const noLength = rfc9110(
  '8.6',
  '',
  'A server MUST NOT send a Content-Length header field in any response with a status code of 1xx',
)
const noCoding = rfc9112(
  '6.1',
  '',
  'A server MUST NOT send a Transfer-Encoding header field in any response with a status code of 1xx',
)

const INVALID: Contest = {
  strict: 'RFC 9112 6.3 (rule 1): a 1xx response ends with its empty line, whatever its fields say',
  lenient: 'RFC 9110 8.6: a server must not send Content-Length here, so that the answer is no valid HTTP response',
}

/** The message that comes with the answer. */
const EARLY = 'early'

/** True where the application got the message; null where its driver reports no messages at all. */
function gotEarly(observation: ClientObservation): boolean | null {
  const { driver } = observation
  const messages = messagesOf(driver)
  if (messages.includes(EARLY)) return true
  if (messages.length > 0) return false
  const hasClosed = framesOf(observation).some(({ opcode }) => opcode === OPCODE.close)
  return eventOf(driver, 'OPEN') === undefined || hasClosed ? null : false
}

/** A client that opens gets the message that came with the answer. */
const deliversEarly: ClientCheck = (observation) => {
  const outcome = clientOutcome(observation)
  if (outcome !== 'open' && outcome !== 'claimed') return null
  const got = gotEarly(observation)
  if (got === null) return { verdict: 'inconclusive', because: 'its driver reports no messages' }
  return got ? null : { verdict: 'miss', got: `its application did not get "${EARLY}"`, because: '' }
}

/** Both refusing and opening conform; a client that opens must not take the frame for content. */
const KEEPS_THE_FRAME: ClientExpectation = {
  ...eitherWay({
    says: `the client fails the connection, or opens it and gets the message "${EARLY}"`,
    rows: { open: 'pass', claimed: 'pass', failed: 'pass', waiting: 'warn', denied: 'miss', crashed: 'miss' },
    checks: [deliversEarly],
  }),
}

const FRAMES = [{ opcode: OPCODE.text, payload: EARLY }]

/** Fields of the 101 that would frame or describe content. */
export const framingCases: readonly ClientCase[] = [
  replied(
    {
      id: 'C8.11',
      level: 'MUST',
      title: 'The 101 has Content-Length: 0',
      source: [rule1, noLength],
      tests: [C.framingFieldsIgnored],
      contested: INVALID,
    },
    field('Content-Length', '0'),
    establishes(),
  ),
  replied(
    {
      id: 'C8.12',
      level: 'MUST',
      title: 'The 101 has Content-Length: 7, and a frame of 7 bytes follows',
      source: [rule1, noLength],
      tests: [C.framingFieldsIgnored, C.framesAfterAnswerRead],
      sameFaultAs: ['C1.16'],
      sameFaultByAnyCause: true,
    },
    { ...field('Content-Length', '7'), frames: FRAMES },
    KEEPS_THE_FRAME,
  ),
  replied(
    {
      id: 'C8.13',
      level: 'MUST',
      title: 'The 101 has Transfer-Encoding: chunked, and a frame follows',
      source: [rule1, noCoding],
      tests: [C.framingFieldsIgnored, C.framesAfterAnswerRead],
      sameFaultAs: ['C1.16'],
      sameFaultByAnyCause: true,
    },
    { ...field('Transfer-Encoding', 'chunked'), frames: FRAMES },
    KEEPS_THE_FRAME,
  ),
  replied(
    {
      id: 'C8.29',
      level: 'INFO',
      title: 'The 101 has Sec-WebSocket-Version: 13',
      source: [rfc6455('11.3.5', 'the field is for requests and refusals'), rfc6455('4.4', 'version negotiation')],
      tests: [C.rightAnswerOpens],
    },
    field('Sec-WebSocket-Version', '13'),
    eitherWay(),
  ),
  replied(
    {
      id: 'C8.30',
      level: 'MUST',
      title: 'The 101 has Content-Type and Content-Encoding',
      source: [rule1, rfc6455('4.1', 'the response items name no such field')],
      tests: [C.framingFieldsIgnored],
    },
    { fields: { 'Content-Type': 'text/plain', 'Content-Encoding': 'gzip' } },
    establishes(),
  ),
]
