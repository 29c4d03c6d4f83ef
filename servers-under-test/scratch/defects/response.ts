import { R, type Requirement } from '../../../suites/requirements'
import { writeHead } from '../answer'
import { asciiLower, combined } from '../fields'
import { OPCODE, writeFrame } from '../frames'
import { broken } from '../refusal'
import type { Request } from '../request'
import type { Defect } from './defect'
import { changed, plus, without } from './kit'

/** How long a client must be silent before a defect speaks unasked: clients that say something themselves are left alone. */
const SILENCE_MS = 100

const NAMES = ['Upgrade', 'Connection', 'Sec-WebSocket-Key', 'Sec-WebSocket-Version']

/** A defect that writes one more line into the 101, and writes it wrongly. */
function writing(name: string, says: string, clause: string, line: string): Defect {
  return {
    name,
    breaks: [R.allHandshakeStepsCompleted, R.responseIsValidHttp],
    says,
    clause,
    replaces: () => ({
      write(answer) {
        const head = writeHead(answer)
        if (answer.status !== 101) return head
        const statusLine = head.indexOf('\n') + 1
        return Buffer.concat([head.subarray(0, statusLine), Buffer.from(line, 'latin1'), head.subarray(statusLine)])
      },
    }),
  }
}

/** A defect that adds a field to the 101. */
function adding(name: string, field: string, value: string, breaks: readonly Requirement[], clause: string): Defect {
  return {
    name,
    breaks,
    says: `puts ${field}: ${value} into the 101`,
    clause,
    replaces: () => ({ switching: (answer) => plus(answer, field, value) }),
  }
}

/** A defect that sends something behind the 101 once the client is silent. */
function uttering(name: string, says: string, bytes: Buffer, breaks: readonly Requirement[], clause: string): Defect {
  return { name, breaks, says, clause, replaces: () => ({ greeting: () => ({ bytes, afterMs: SILENCE_MS }) }) }
}

function positions(request: Request): number[] {
  return NAMES.map((name) => request.fields.findIndex((line) => asciiLower(line.name) === asciiLower(name)))
}

function maskedFrame(payload: string): Buffer {
  const frame = writeFrame(OPCODE.text, Buffer.from(payload))
  // A masking key of zeros leaves the payload as it is.
  return Buffer.concat([Buffer.from([frame[0] ?? 0, (frame[1] ?? 0) | 0x80, 0, 0, 0, 0]), frame.subarray(2)])
}

/** What can be wrong about the answers, and about how a request is read as a whole. */
export const RESPONSE_DEFECTS: readonly Defect[] = [
  {
    name: 'accept-twice',
    breaks: [R.allHandshakeStepsCompleted, R.acceptSingle],
    says: 'writes two Sec-WebSocket-Accept lines',
    clause: 'RFC 6455 11.3.3',
    replaces: () => ({
      switching(answer) {
        const accept = answer.fields.find(([name]) => name === 'Sec-WebSocket-Accept')?.[1] ?? ''
        return plus(answer, 'Sec-WebSocket-Accept', accept)
      },
    }),
  },
  {
    name: 'upgrade-missing-in-101',
    breaks: [R.allHandshakeStepsCompleted, R.responseUpgradeIsWebsocket, R.upgradeRequiredIn101],
    says: 'leaves Upgrade out of the 101',
    clause: 'RFC 6455 4.2.2 step 5.2',
    replaces: () => ({ switching: (answer) => without(answer, 'Upgrade') }),
  },
  {
    name: 'connection-missing-in-101',
    breaks: [R.allHandshakeStepsCompleted, R.responseConnectionIsUpgrade],
    says: 'leaves Connection out of the 101',
    clause: 'RFC 6455 4.2.2 step 5.3',
    replaces: () => ({ switching: (answer) => without(answer, 'Connection') }),
  },
  {
    name: 'connection-keep-alive-in-101',
    breaks: [R.allHandshakeStepsCompleted, R.responseConnectionIsUpgrade],
    says: 'answers Connection: keep-alive in the 101',
    clause: 'RFC 6455 4.2.2 step 5.3',
    replaces: () => ({ switching: (answer) => changed(answer, 'Connection', () => 'keep-alive') }),
  },
  {
    name: 'close-in-101',
    breaks: [R.noConnectionCloseIn101],
    says: 'adds close to Connection of the 101',
    clause: 'RFC 9112 9.6',
    replaces: () => ({ switching: (answer) => changed(answer, 'Connection', (value) => `${value}, close`) }),
  },
  {
    name: 'status-line-without-space',
    breaks: [R.allHandshakeStepsCompleted, R.responseIsValidHttp, R.responseStatusIs101, R.spAfterStatusCode],
    says: 'ends the status line of the 101 right behind the status',
    clause: 'RFC 9112 4',
    replaces: () => ({
      write: (answer) =>
        answer.status === 101
          ? Buffer.from(
              writeHead(answer)
                .toString('latin1')
                .replace(/^HTTP\/1\.1 101 [^\r]*/, 'HTTP/1.1 101'),
              'latin1',
            )
          : writeHead(answer),
    }),
  },
  adding(
    'content-length-in-101',
    'Content-Length',
    '5',
    [R.allHandshakeStepsCompleted, R.noContentLengthIn1xx],
    'RFC 9110 8.6',
  ),
  adding(
    'content-length-0-in-101',
    'Content-Length',
    '0',
    [R.allHandshakeStepsCompleted, R.noContentLengthIn1xx],
    'RFC 9110 8.6',
  ),
  adding(
    'transfer-encoding-in-101',
    'Transfer-Encoding',
    'chunked',
    [R.allHandshakeStepsCompleted, R.transferEncodingOnlyWhereAllowed],
    'RFC 9112 6.1',
  ),
  writing('obs-fold-in-101', 'folds a line of the 101', 'RFC 9112 5.2', 'X-Served-By: scratch\r\n server\r\n'),
  writing('bare-lf-in-101', 'ends a line of the 101 with LF alone', 'RFC 9112 2.2', 'X-Served-By: scratch\n'),
  writing('bare-cr-in-101', 'writes a bare CR into the 101', 'RFC 9112 2.2', 'X-Served-By: scratch\rserver\r\n'),
  writing('nul-in-101', 'writes NUL into a value of the 101', 'RFC 9110 5.5', 'X-Served-By: scratch\0server\r\n'),
  writing(
    'space-before-colon-in-101',
    'writes a space before a colon of the 101',
    'RFC 9112 5.1',
    'X-Served-By : scratch\r\n',
  ),
  writing(
    'no-token-in-101',
    'writes a field name that is no token into the 101',
    'RFC 9110 5.1',
    'X(Served)By: scratch\r\n',
  ),
  uttering(
    'masked-greeting',
    'greets a silent client with a masked frame',
    maskedFrame('welcome'),
    [R.allHandshakeStepsCompleted, R.serverMaySendOnceOpen, R.serverFramesUnmasked],
    'RFC 6455 5.1',
  ),
  uttering(
    'text-after-101',
    'sends a silent client text that is no frame',
    Buffer.from('<html>welcome</html>\n'),
    [R.allHandshakeStepsCompleted, R.serverMaySendOnceOpen, R.noContentIn101],
    'RFC 9112 6.3 item 1',
  ),
  uttering(
    'second-response-after-101',
    'sends a silent client a second response behind the 101',
    Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'),
    [R.allHandshakeStepsCompleted, R.serverMaySendOnceOpen, R.noHttpAfter101, R.noContentIn101],
    'RFC 9110 7.8, 15.2.2',
  ),
  {
    name: 'deaf-after-101',
    breaks: [
      R.allHandshakeStepsCompleted,
      R.serverMaySendOnceOpen,
      R.unmaskedFrameClosesConnection,
      R.reservedBitsFailConnection,
      R.unknownOpcodeFailsConnection,
      R.closeAndPingAnswered,
      R.failedConnectionClosed,
      R.messageSizeLimited,
      R.compressedBitFirstFrameOnly,
      R.noHttpAfter101,
      R.noContentIn101,
      R.uncompressedMessagesValid,
      R.allValidFramesHandled,
    ],
    says: 'takes what follows the 101 for content and never answers a frame',
    clause: 'RFC 9112 6.3 item 1',
    replaces: () => ({ hears: () => false }),
  },
  {
    name: 'answers-before-empty-line',
    breaks: [R.wholeHeaderSectionFirst, R.partialRequestNotApplied],
    says: 'answers 101 when a client pauses before the end of the header section',
    clause: 'RFC 9110 5.3',
    replaces: () => ({ impatientMs: () => SILENCE_MS }),
  },
  {
    name: 'field-order',
    breaks: [R.elementsReadAsDefined],
    says: 'refuses Sec-WebSocket fields before Upgrade and Connection',
    clause: 'RFC 9110 5.3',
    replaces: () => ({
      further(request) {
        const [upgrade = 0, connection = 0, key = 0, version = 0] = positions(request)
        if (Math.max(key, version) > Math.min(upgrade, connection)) return undefined
        return broken(400, 'The fields are not in order.', 'none')
      },
    }),
  },
  {
    name: 'field-name-case-sensitive',
    breaks: [R.fieldNamesCaseInsensitive],
    says: 'knows its fields in the spelling of the RFC only',
    clause: 'RFC 9110 5.1',
    replaces: (intact) => ({
      lines: (request, name) =>
        NAMES.includes(name) ? request.fields.filter((line) => line.name === name) : intact.lines(request, name),
    }),
  },
  {
    name: 'unknown-field-refused',
    breaks: [R.unknownFieldsIgnored],
    says: 'refuses Sec-WebSocket fields that it does not know',
    clause: 'RFC 6455 4.2.1 item 10',
    replaces: () => ({
      further: (request) =>
        request.fields.some((line) =>
          /^sec-websocket-(?!(?:key\d?|version|protocol|extensions|origin)$)/i.test(line.name),
        )
          ? broken(400, 'A Sec-WebSocket field is not known.', 'none')
          : undefined,
    }),
  },
  {
    name: 'pragma-refused',
    breaks: [R.elementsReadAsDefined],
    says: 'refuses requests that carry Pragma, as browsers do',
    clause: 'RFC 9110 2.4',
    replaces: (intact) => ({
      further: (request) =>
        intact.lines(request, 'Pragma').length > 0 ? broken(400, 'Pragma is not welcome.', 'none') : undefined,
    }),
  },
  {
    name: 'dies-of-long-key',
    breaks: [R.hostileInputSurvived],
    says: 'stops listening after it has refused a key of more than 4,000 characters',
    clause: 'RFC 9110 17.5',
    replaces: (intact) => ({ dies: (request) => combined(intact.lines(request, 'Sec-WebSocket-Key')).length > 4_000 }),
  },
  {
    name: 'dies-of-whitespace',
    breaks: [R.hostileInputSurvived],
    says: 'stops listening after a subprotocol with more than 4,000 spaces in it',
    clause: 'RFC 9110 17.5',
    replaces: (intact) => ({
      dies: (request) => combined(intact.lines(request, 'Sec-WebSocket-Protocol')).includes(' '.repeat(4_000)),
    }),
  },
]
