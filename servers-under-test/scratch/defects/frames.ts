import { R } from '../../../suites/requirements'
import { type Action, EndpointLayer } from '../endpoint'
import type { ServerFunctions } from '../functions'
import { type FrameHead, OPCODE } from '../websocket/frames'
import type { About, Defect } from './defect'
import { wrappingLink } from './kit-link'

const OPCODES = 'RFC 6455 5.2'

/** How long the server loses Pings after the 101. */
const SETTLING_MS = 60

/** A defect that accepts frames which have to fail the WebSocket. */
function taking({ takes, ...about }: About & { takes(head: FrameHead, compressing: boolean): boolean }): Defect {
  return {
    ...about,
    replaces: (intact) => ({
      violation: (head, compressing) => (takes(head, compressing) ? undefined : intact.violation(head, compressing)),
    }),
  }
}

/** A link that ends where the client sends more than 30,000 bytes of frames together with its handshake. */
function connectFragile(connect: ServerFunctions['connect'], server: ServerFunctions) {
  let isEarly = true
  const inner = connect({
    ...server,
    openLink(deflate, functions) {
      const link = server.openLink(deflate, functions)
      return {
        feed(bytes) {
          if (!isEarly || bytes.length <= 30_000) return link.feed(bytes)
          server.stopListening()
          return link.leave({ code: 1011, reason: 'too early' })
        },
        leave: (failure) => link.leave(failure),
      }
    },
  })
  return new (class extends EndpointLayer {
    override feed(bytes: Uint8Array): Action[] {
      isEarly = inner.state !== 'link'
      return inner.feed(bytes)
    }
  })(inner)
}

/** The frames of an open WebSocket. */
export const FRAME_DEFECTS: readonly Defect[] = [
  {
    name: 'early-ping-lost',
    breaks: [R.serverMaySendOnceOpen, R.closeAndPingAnswered],
    says: `loses Pings that arrive within ${SETTLING_MS} ms after the 101`,
    clause: 'RFC 6455 4.2.2 last paragraph',
    replaces: (intact) => ({
      openLink(deflate, server) {
        const since = performance.now()
        const isSettling = () => performance.now() - since < SETTLING_MS
        return intact.openLink(deflate, {
          ...server,
          pong: (payload, functions) => (isSettling() ? Buffer.alloc(0) : server.pong(payload, functions)),
        })
      },
    }),
  },
  wrappingLink({
    name: 'http-behind-101',
    breaks: [R.noHttpAfter101],
    says: 'answers HTTP requests after the 101',
    clause: 'RFC 9110 7.8, 15.2.2',
    wrap: (link) => ({
      feed: (bytes) =>
        Buffer.from(bytes.subarray(0, 4)).toString('latin1') === 'GET '
          ? { send: [Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')], over: false }
          : link.feed(bytes),
      leave: (failure) => link.leave(failure),
    }),
  }),
  {
    name: 'dies-of-early-frames',
    breaks: [R.hostileInputSurvived],
    says: 'stops listening when more than 30,000 bytes of frames arrive together with the handshake',
    clause: 'RFC 9110 17.5',
    replaces: (intact) => ({ connect: (server) => connectFragile(intact.connect, server) }),
  },
  {
    name: 'echo-ascii',
    breaks: [R.allValidFramesHandled],
    says: 'echoes ? for bytes above 0x7F',
    clause: 'RFC 6455 5.6',
    replaces: (intact) => ({
      echo(message, deflate, server) {
        const payload = Buffer.from(message.payload.map((byte) => (byte > 0x7f ? 0x3f : byte)))
        return intact.echo({ ...message, payload }, deflate, server)
      },
    }),
  },
  {
    name: 'pong-empty',
    breaks: [R.closeAndPingAnswered],
    says: 'answers Pings with empty Pongs',
    clause: 'RFC 6455 5.5.3',
    replaces: (intact) => ({ pong: (_payload, server) => intact.pong(Buffer.alloc(0), server) }),
  },
  {
    name: 'close-unanswered',
    breaks: [R.closeAndPingAnswered],
    says: 'ends the connection without answering a Close frame',
    clause: 'RFC 6455 5.5.1',
    replaces: () => ({ closeReply: () => Buffer.alloc(0) }),
  },
  wrappingLink({
    name: 'close-kept-open',
    breaks: [R.closeAndPingAnswered, R.serverClosesFirst],
    says: 'answers a Close frame and keeps the connection open',
    clause: 'RFC 6455 7.1.1',
    wrap: (link) => ({
      feed(bytes) {
        const step = link.feed(bytes)
        return step.failure === undefined ? { ...step, over: false } : step
      },
      leave: (failure) => link.leave(failure),
    }),
  }),
  taking({
    name: 'unmasked-text',
    breaks: [R.unmaskedFrameClosesConnection, R.protocolErrorCloseAllowed],
    says: 'accepts unmasked text messages',
    clause: 'RFC 6455 5.1',
    takes: (head) => !head.masked && head.opcode === OPCODE.text,
  }),
  taking({
    name: 'unmasked-ping',
    breaks: [R.unmaskedFrameClosesConnection],
    says: 'accepts unmasked Pings',
    clause: 'RFC 6455 5.1',
    takes: (head) => !head.masked && head.opcode === OPCODE.ping,
  }),
  taking({
    name: 'rsv1-ignored',
    breaks: [R.reservedBitsFailConnection, R.failedConnectionClosed, R.invalidInputRejected],
    says: 'ignores RSV1 where no extension defines it',
    clause: OPCODES,
    takes: (head, compressing) => head.rsv1 && !compressing && head.masked,
  }),
  taking({
    name: 'rsv2-rsv3-ignored',
    breaks: [R.reservedBitsFailConnection, R.failedConnectionClosed],
    says: 'ignores RSV2 and RSV3',
    clause: OPCODES,
    takes: (head) => (head.rsv2 || head.rsv3) && head.masked,
  }),
  taking({
    name: 'reserved-opcode-ignored',
    breaks: [R.unknownOpcodeFailsConnection, R.failedConnectionClosed],
    says: 'ignores frames with a reserved opcode',
    clause: OPCODES,
    takes: (head) => [3, 4, 5, 6, 7, 11, 12, 13, 14, 15].includes(head.opcode) && head.masked && !head.rsv1,
  }),
  {
    name: 'masking-key-zero',
    breaks: [R.allValidFramesHandled],
    says: 'unmasks with another key where the masking key is zero',
    clause: 'RFC 6455 5.3',
    replaces: (intact) => ({
      unmask: (payload, key) => intact.unmask(payload, key.equals(Buffer.alloc(4)) ? Buffer.alloc(4, 0xff) : key),
    }),
  },
  {
    name: 'empty-text-refused',
    breaks: [R.allValidFramesHandled],
    says: 'fails the WebSocket on an empty text message',
    clause: 'RFC 6455 5.6',
    replaces: (intact) => ({
      violation: (head, compressing) =>
        head.opcode === OPCODE.text && head.shortLength === 0 && head.masked
          ? { code: 1002, reason: 'message is empty' }
          : intact.violation(head, compressing),
    }),
  },
]
