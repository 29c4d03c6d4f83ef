import { R } from '../../../suites/requirements'
import { type Action, type Endpoint, EndpointLayer, type Patience } from '../endpoint'
import { OPCODE, writeFrame } from '../websocket/frames'
import type { About, Defect } from './defect'

/**
 * How long a client must be silent before a defect sends something. A client that sends first is not disturbed. The silence
 * is counted in steps, so that a time in which this process could not read counts as one step at most.
 */
const STEPS = 10
const STEP_MS = 10

/** Sends bytes once after the 101, if the client stays silent. */
class Utterance extends EndpointLayer {
  readonly #bytes: Buffer
  #stepsLeft = 0

  constructor(inner: Endpoint, bytes: Buffer) {
    super(inner)
    this.#bytes = bytes
  }

  override get patience(): Patience | undefined {
    // A turn below zero is none of those of the connection below.
    const waits = this.state === 'link' && this.#stepsLeft > 0
    return waits ? { turn: -this.#stepsLeft, ms: STEP_MS } : this.inner.patience
  }

  override feed(bytes: Uint8Array): Action[] {
    const before = this.state
    const actions = this.inner.feed(bytes)
    this.#stepsLeft = before !== 'link' && this.state === 'link' ? STEPS : 0
    return actions
  }

  override expire(): Action[] {
    if (this.#stepsLeft === 0) return this.inner.expire()
    this.#stepsLeft--
    return this.#stepsLeft > 0 ? [] : [{ do: 'send', bytes: this.#bytes }]
  }
}

/** A defect that sends something after the 101 to a client that is silent. */
function uttering({ bytes, ...about }: About & { bytes: Buffer }): Defect {
  return { ...about, replaces: (intact) => ({ connect: (server) => new Utterance(intact.connect(server), bytes) }) }
}

function maskedFrame(payload: string): Buffer {
  const frame = writeFrame(OPCODE.text, Buffer.from(payload))
  // A masking key of zeros leaves the payload as it is.
  return Buffer.concat([Buffer.from([frame[0] ?? 0, (frame[1] ?? 0) | 0x80, 0, 0, 0, 0]), frame.subarray(2)])
}

/** What the server sends or reads directly after the 101. */
export const AFTER_101_DEFECTS: readonly Defect[] = [
  uttering({
    name: 'masked-greeting',
    breaks: [R.allHandshakeStepsCompleted, R.serverMaySendOnceOpen, R.serverFramesUnmasked],
    says: 'greets a silent client with a masked frame',
    clause: 'RFC 6455 5.1',
    bytes: maskedFrame('welcome'),
  }),
  uttering({
    name: 'text-after-101',
    breaks: [R.allHandshakeStepsCompleted, R.serverMaySendOnceOpen, R.noContentIn101],
    says: 'sends a silent client text that is no frame',
    clause: 'RFC 9112 6.3 item 1',
    bytes: Buffer.from('<html>welcome</html>\n'),
  }),
  uttering({
    name: 'second-response-after-101',
    breaks: [R.allHandshakeStepsCompleted, R.serverMaySendOnceOpen, R.noHttpAfter101, R.noContentIn101],
    says: 'sends a silent client a second response after the 101',
    clause: 'RFC 9110 7.8, 15.2.2',
    bytes: Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'),
  }),
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
    says: 'reads the bytes after the 101 as content and never answers a frame',
    clause: 'RFC 9112 6.3 item 1',
    replaces: (intact) => ({
      openLink(deflate, server) {
        const link = intact.openLink(deflate, server)
        return { feed: () => ({ send: [], over: false }), leave: (failure) => link.leave(failure) }
      },
    }),
  },
]
