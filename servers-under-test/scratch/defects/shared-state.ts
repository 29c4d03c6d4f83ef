import type { Socket } from 'node:net'
import { R } from '../../../suites/requirements'
import { type Action, type Endpoint, EndpointLayer } from '../endpoint'
import type { ServerFunctions } from '../functions'
import type { Decision } from '../handshake'
import { asciiLower, combined, members } from '../http/fields'
import type { Request } from '../http/request'
import { OPCODE, writeFrame } from '../websocket/frames'
import type { Link } from '../websocket/link'
import type { About, Defect } from './defect'

/** A defect that remembers something of a connection's requests and uses it for a later one. */
function remembering<Memory>({
  decide,
  ...about
}: About & {
  decide(request: Request, memory: { of?: Memory }, functions: ServerFunctions, intact: ServerFunctions): Decision
}): Defect {
  return {
    ...about,
    replaces: (intact) => ({
      connect(server) {
        const memory: { of?: Memory } = {}
        return intact.connect({
          ...server,
          decide: (request, functions) => decide(request, memory, functions, server),
        })
      },
    }),
  }
}

function linesOf(request: Request, name: string) {
  return request.fields.filter((line) => asciiLower(line.name) === name)
}

/** The first piece of a header section on each connection goes into a buffer that all connections share. */
class SharedStart extends EndpointLayer {
  readonly #shared: { start?: Buffer | undefined }
  #waits = false

  constructor(inner: Endpoint, shared: { start?: Buffer | undefined }) {
    super(inner)
    this.#shared = shared
  }

  override feed(bytes: Uint8Array): Action[] {
    if (this.#waits) {
      this.#waits = false
      const start = this.#shared.start ?? Buffer.alloc(0)
      return this.inner.feed(Buffer.concat([start, bytes]))
    }
    const isStart = this.state === 'head' && this.unread.length === 0
    if (!isStart || Buffer.from(bytes).includes('\r\n\r\n')) return this.inner.feed(bytes)
    this.#shared.start = Buffer.from(bytes)
    this.#waits = true
    return []
  }
}

/** Reads frames after a refusal where the next bytes begin with the byte of a final frame. */
class FramesBehindRefusal extends EndpointLayer {
  readonly #server: ServerFunctions
  readonly #refused: () => boolean
  #link: Link | undefined

  constructor(inner: Endpoint, server: ServerFunctions, refused: () => boolean) {
    super(inner)
    this.#server = server
    this.#refused = refused
  }

  override feed(bytes: Uint8Array): Action[] {
    const begins = this.#refused() && this.state === 'head' && this.unread.length === 0 && (bytes[0] ?? 0) >= 0x80
    if (begins) this.#link ??= this.#server.openLink(undefined, this.#server)
    if (this.#link === undefined) return this.inner.feed(bytes)
    return this.#link.feed(bytes).send.map((sent): Action => ({ do: 'send', bytes: sent }))
  }
}

/** What one request or connection leaves for another. */
export const SHARED_STATE_DEFECTS: readonly Defect[] = [
  remembering<string>({
    name: 'refused-subprotocol-remembered',
    breaks: [R.noSubprotocolUnlessAgreed],
    says: 'answers the subprotocol that a refused handshake on the same connection offered',
    clause: 'RFC 9110 3.3',
    decide(request, memory, functions, intact) {
      const decision = intact.decide(request, functions)
      if (decision.kind === 'refuse') memory.of = members(combined(linesOf(request, 'sec-websocket-protocol')))[0] ?? ''
      const leaks = decision.kind === 'open' && decision.opening.subprotocol === undefined && (memory.of ?? '') !== ''
      return leaks ? { ...decision, opening: { ...decision.opening, subprotocol: memory.of } } : decision
    },
  }),
  remembering<Request['fields']>({
    name: 'refused-key-remembered',
    breaks: [R.keyIs16Bytes],
    says: 'uses the key of a refused handshake where the next one on the connection has none',
    clause: 'RFC 9110 3.3',
    decide(request, memory, functions, intact) {
      const own = linesOf(request, 'sec-websocket-key')
      const decision = intact.decide(
        { ...request, fields: [...request.fields, ...(own.length > 0 ? [] : (memory.of ?? []))] },
        functions,
      )
      if (own.length > 0) memory.of = own
      return decision
    },
  }),
  {
    name: 'refused-body-unread',
    breaks: [R.bodyReadOrConnectionClosed],
    says: 'refuses another version and reads the body of the refused handshake as the next request',
    clause: 'RFC 9112 9.3',
    replaces: (intact) => ({
      readFraming(request, limits) {
        const version = linesOf(request, 'sec-websocket-version')[0]?.value
        const refused = linesOf(request, 'upgrade').length > 0 && version !== undefined && version !== '13'
        return refused ? { kind: 'length', length: 0 } : intact.readFraming(request, limits)
      },
    }),
  },
  {
    name: 'ping-behind-refusal',
    breaks: [R.only101OpensWebsocket],
    says: 'reads frames after a refusal, and HTTP where no frame comes',
    clause: 'RFC 6455 4.2.2 step 5',
    replaces: (intact) => ({
      connect(server) {
        let refused = false
        const inner = intact.connect({
          ...server,
          afterAnswer(close, exchange, connection) {
            refused = !close && exchange.refusal !== undefined
            server.afterAnswer(close, exchange, connection)
          },
        })
        return new FramesBehindRefusal(inner, server, () => refused)
      },
    }),
  },
  {
    name: 'parser-shared',
    breaks: [
      R.acceptMatchesKey,
      R.anySegmentationParsed,
      R.requestParsedSufficiently,
      R.wholeHeaderSectionFirst,
      R.partialRequestNotApplied,
    ],
    says: 'keeps the beginning of an incomplete request in one buffer for all connections',
    clause: 'RFC 9112 2.2',
    replaces: (intact) => {
      const shared = {}
      return { connect: (server) => new SharedStart(intact.connect(server), shared) }
    },
  },
  {
    name: 'broadcast-before-101',
    breaks: [
      R.serverMaySendOnceOpen,
      R.responseIsValidHttp,
      R.requestParsedSufficiently,
      R.anySegmentationParsed,
      R.partialRequestNotApplied,
    ],
    says: 'passes messages in JSON on to connections whose handshake is not complete',
    clause: 'RFC 6455 4.2.2 last paragraph',
    replaces(intact) {
      const sockets = new Set<Socket>()
      return {
        serve(socket, server) {
          sockets.add(socket)
          socket.on('close', () => sockets.delete(socket))
          intact.serve(socket, server)
        },
        echo(message, deflate, server) {
          if (message.payload[0] === 0x7b)
            for (const socket of sockets)
              if (socket.bytesRead > 0 && socket.bytesWritten === 0)
                socket.write(writeFrame(OPCODE.text, message.payload))
          return intact.echo(message, deflate, server)
        },
      }
    },
  },
  {
    name: 'silent-connection-blocks',
    breaks: [R.hostileInputSurvived],
    says: 'reads no connection until those before it have sent something',
    clause: 'RFC 9110 17.5',
    replaces(intact) {
      const silent = new Map<Socket, Promise<void>>()
      return {
        serve(socket, server) {
          const before = [...silent.values()]
          let speaks = () => {}
          const spoken = new Promise<void>((resolve) => {
            speaks = resolve
          })
          silent.set(socket, spoken)
          const done = () => {
            silent.delete(socket)
            speaks()
          }
          socket.on('error', done)
          socket.once('close', done)
          void Promise.all(before).then(() => {
            socket.once('data', done)
            socket.once('end', done)
            intact.serve(socket, server)
          })
        },
      }
    },
  },
]
