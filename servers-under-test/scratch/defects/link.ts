import { R, type Requirement } from '../../../suites/requirements'
import { OPCODE } from '../frames'
import type { LinkSteps } from '../link-steps'
import type { Defect } from './defect'

const OPCODES = 'RFC 6455 5.2'

/** A defect of the open link. */
function linking(
  name: string,
  says: string,
  breaks: readonly Requirement[],
  clause: string,
  replaces: (intact: LinkSteps) => Partial<LinkSteps>,
): Defect {
  return { name, breaks, says, clause, replaces }
}

/** A defect that takes frames which have to fail the connection. */
function taking(
  name: string,
  says: string,
  breaks: readonly Requirement[],
  clause: string,
  takes: (head: Parameters<LinkSteps['violation']>[0], compressing: boolean) => boolean,
): Defect {
  return linking(name, says, breaks, clause, (intact) => ({
    violation: (head, compressing) => (takes(head, compressing) ? undefined : intact.violation(head, compressing)),
  }))
}

/** How long the reader of frames takes to be in its place. */
const SETTLING_MS = 60

/** What can be wrong behind the 101. */
export const LINK_DEFECTS: readonly Defect[] = [
  linking(
    'early-ping-lost',
    'loses Pings that come right behind the 101',
    [R.serverMaySendOnceOpen, R.closeAndPingAnswered],
    'RFC 6455 4.2.2 last paragraph',
    (intact) => ({
      pong: (payload, ageMs) => (ageMs < SETTLING_MS ? undefined : intact.pong(payload, ageMs)),
    }),
  ),
  linking(
    'http-behind-101',
    'answers HTTP requests behind the 101',
    [R.noHttpAfter101],
    'RFC 9110 7.8, 15.2.2',
    (intact) => ({
      overhears: (bytes, early) =>
        bytes.subarray(0, 4).toString('latin1') === 'GET '
          ? Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')
          : intact.overhears(bytes, early),
    }),
  ),
  linking(
    'dies-of-early-frames',
    'stops listening when more than 30,000 octets of frames come with the handshake',
    [R.hostileInputSurvived],
    'RFC 9110 17.5',
    (intact) => ({
      overhears: (bytes, early) =>
        early && bytes.length > 30_000
          ? { code: 1011, reason: 'too early', fatal: true }
          : intact.overhears(bytes, early),
    }),
  ),
  linking('echo-ascii', 'echoes ? for octets above 0x7F', [R.allValidFramesHandled], 'RFC 6455 5.6', (intact) => ({
    echo: (message) => intact.echo(Buffer.from(message.map((octet) => (octet > 0x7f ? 0x3f : octet)))),
  })),
  linking('pong-empty', 'answers Pings with empty Pongs', [R.closeAndPingAnswered], 'RFC 6455 5.5.3', () => ({
    pong: () => Buffer.alloc(0),
  })),
  linking(
    'close-unanswered',
    'ends the connection without answering a Close frame',
    [R.closeAndPingAnswered],
    'RFC 6455 5.5.1',
    () => ({
      closing: () => undefined,
    }),
  ),
  linking(
    'close-kept-open',
    'answers a Close frame and keeps the connection open',
    [R.closeAndPingAnswered, R.serverClosesFirst],
    'RFC 6455 7.1.1',
    (intact) => ({
      leaves: (failed) => failed && intact.leaves(failed),
    }),
  ),
  taking(
    'unmasked-text',
    'takes unmasked messages',
    [R.unmaskedFrameClosesConnection, R.protocolErrorCloseAllowed],
    'RFC 6455 5.1',
    (head) => !head.masked && head.opcode === OPCODE.text,
  ),
  taking(
    'unmasked-ping',
    'takes unmasked Pings',
    [R.unmaskedFrameClosesConnection],
    'RFC 6455 5.1',
    (head) => !head.masked && head.opcode === OPCODE.ping,
  ),
  taking(
    'rsv1-ignored',
    'ignores RSV1 where no extension defines it',
    [R.reservedBitsFailConnection, R.failedConnectionClosed, R.invalidInputRejected],
    OPCODES,
    (head, compressing) => head.rsv1 && !compressing && head.masked,
  ),
  taking(
    'rsv2-rsv3-ignored',
    'ignores RSV2 and RSV3',
    [R.reservedBitsFailConnection, R.failedConnectionClosed],
    OPCODES,
    (head) => (head.rsv2 || head.rsv3) && head.masked,
  ),
  taking(
    'reserved-opcode-ignored',
    'ignores frames with a reserved opcode',
    [R.unknownOpcodeFailsConnection, R.failedConnectionClosed],
    OPCODES,
    (head) => [3, 4, 5, 6, 7, 11, 12, 13, 14, 15].includes(head.opcode) && head.masked && !head.rsv1,
  ),
  linking(
    'masking-key-zero',
    'takes a masking key of zeros for another',
    [R.allValidFramesHandled],
    'RFC 6455 5.3',
    (intact) => ({
      unmask: (payload, key) => intact.unmask(payload, key.equals(Buffer.alloc(4)) ? Buffer.alloc(4, 0xff) : key),
    }),
  ),
  linking(
    'empty-text-refused',
    'takes an empty message for a violation',
    [R.allValidFramesHandled],
    'RFC 6455 5.6',
    (intact) => ({
      violation: (head, compressing) =>
        head.opcode === OPCODE.text && head.shortLength === 0 && head.masked
          ? { code: 1002, reason: 'message is empty' }
          : intact.violation(head, compressing),
    }),
  ),
]
