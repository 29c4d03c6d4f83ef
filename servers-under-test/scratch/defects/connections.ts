import { R } from '../../../suites/requirements'
import type { Endpoint } from '../endpoint'
import { asciiLower, combined, members } from '../http/fields'
import { broken, type Refusal } from '../http/refusal'
import { OPCODE, writeFrame } from '../websocket/frames'
import type { About, Defect } from './defect'
import { EarlyAnswer } from './early-answer'

const IN_PIECES = broken(400, 'The header section came in pieces.', 'none')
const NOT_THE_FIRST: Refusal = { status: 400, because: 'One request is enough.', clause: 'none' }

/** A defect that refuses a header section which has not arrived as a whole. */
function impatient({ waits, ...about }: Omit<About, 'breaks'> & { waits(begun: Buffer): boolean }): Defect {
  return {
    breaks: [R.requestParsedSufficiently, R.anySegmentationParsed],
    ...about,
    replaces: (intact) => ({
      findHeadEnd: (bytes, search, server) =>
        intact.findHeadEnd(bytes, search, server) ?? (waits(bytes) ? undefined : IN_PIECES),
    }),
  }
}

/** Segments, several requests on a connection, and how connections end. */
export const CONNECTION_DEFECTS: readonly Defect[] = [
  impatient({
    name: 'one-segment',
    says: 'accepts a short header section only in one segment',
    clause: 'RFC 9112 2.2',
    waits: (begun) => begun.length > 1_000,
  }),
  impatient({
    name: 'split-line-end',
    says: 'refuses a request where a segment ends inside or after a line end',
    clause: 'RFC 9112 2.2',
    waits: (begun) => ![0x0a, 0x0d].includes(begun.at(-1) ?? 0),
  }),
  {
    name: 'second-request-refused',
    breaks: [R.pipelinedResponsesInOrder, R.keptConnectionServesNext],
    says: 'refuses every request on a connection after the first',
    clause: 'RFC 9112 9.3',
    replaces: (intact) => ({
      connect(server) {
        let served = 0
        return intact.connect({
          ...server,
          decide(request, functions) {
            const decision = server.decide(request, functions)
            const isFirst = served++ === 0
            return isFirst || decision.kind !== 'open' ? decision : { kind: 'refuse', refusal: NOT_THE_FIRST }
          },
        })
      },
    }),
  },
  {
    name: 'pipelined-dropped',
    breaks: [R.pipelinedResponsesInOrder],
    says: 'drops the bytes that arrive together with a request for the page',
    clause: 'RFC 9112 9.3.2',
    replaces: (intact) => ({
      afterAnswer(close, exchange, connection) {
        if (exchange.refusal === undefined) connection.forget()
        intact.afterAnswer(close, exchange, connection)
      },
    }),
  },
  {
    name: 'close-ignored',
    breaks: [R.bodyReadOrConnectionClosed],
    says: 'announces close and keeps the connection open',
    clause: 'RFC 9112 9.6',
    replaces: (intact) => ({
      afterAnswer(close, exchange, connection) {
        const options = exchange.request?.fields.filter(({ name }) => asciiLower(name) === 'connection') ?? []
        const asked = members(asciiLower(combined(options))).includes('close')
        intact.afterAnswer(close && !(asked && exchange.refusal?.close !== true), exchange, connection)
      },
    }),
  },
  {
    name: 'applies-at-fin',
    breaks: [R.partialRequestNotApplied],
    says: 'accepts FIN as the end of the header section',
    clause: 'RFC 9110 5.3',
    replaces: (intact) => ({ connect: (server) => new EarlyAnswer(() => intact.connect(server), 'fin') }),
  },
  {
    name: 'dies-of-reset',
    breaks: [R.hostileInputSurvived],
    says: 'stops listening when a connection is reset inside a header section',
    clause: 'RFC 9110 17.5',
    replaces: (intact) => ({
      serve(socket, server) {
        let connection: Endpoint | undefined
        const connect: typeof server.connect = (functions) => {
          connection = server.connect(functions)
          return connection
        }
        intact.serve(socket, { ...server, connect })
        socket.on('error', () => {
          if (connection?.state === 'head' && connection.unread.length > 0) server.stopListening()
        })
      },
    }),
  },
  {
    name: 'dies-of-stalled-connections',
    breaks: [R.hostileInputSurvived],
    says: 'stops listening when more than 150 connections are open',
    clause: 'RFC 9110 17.5',
    replaces: (intact) => {
      let open = 0
      return {
        serve(socket, server) {
          open++
          socket.on('close', () => open--)
          intact.serve(socket, server)
          if (open > 150) server.stopListening()
        },
      }
    },
  },
  {
    name: 'open-behind-refusal',
    breaks: [
      R.badBodyFramingAnswered400,
      R.pipelinedResponsesInOrder,
      R.requestEndUnambiguous,
      R.keptConnectionServesNext,
      R.only101OpensWebsocket,
    ],
    says: 'reads frames after a refusal that keeps the connection open',
    clause: 'RFC 6455 4.2.2 step 5',
    replaces: (intact) => ({
      afterAnswer(close, exchange, connection) {
        const opens = exchange.refusal !== undefined && ![401, 403].includes(exchange.refusal.status)
        if (!close && opens) connection.becomeLink()
        else intact.afterAnswer(close, exchange, connection)
      },
    }),
  },
  {
    name: 'frame-behind-refusal',
    breaks: [R.badBodyFramingAnswered400, R.only101OpensWebsocket],
    says: 'sends a Close frame after a refusal that ends the connection',
    clause: 'RFC 6455 4.2.2 step 5',
    replaces: (intact) => ({
      writeFinal(answer, framing, write) {
        const bytes = intact.writeFinal(answer, framing, write)
        if (!framing.close || answer.status === 200) return bytes
        return Buffer.concat([bytes, writeFrame(OPCODE.close, Buffer.from([0x03, 0xea]))])
      },
    }),
  },
  {
    name: 'content-length-too-large',
    breaks: [R.badBodyFramingAnswered400],
    says: 'announces more content than it sends before it closes',
    clause: 'RFC 9112 6.3',
    replaces: (intact) => ({
      writeFinal: (answer, framing, write) =>
        intact.writeFinal(answer, framing, (full) =>
          write({
            ...full,
            fields: full.fields.map(([name, value]) =>
              framing.close && name === 'Content-Length' ? [name, String(Number(value) + 10)] : [name, value],
            ),
          }),
        ),
    }),
  },
  {
    name: 'any-get-opens',
    breaks: [
      R.upgradeContainsWebsocket,
      R.connectionContainsUpgrade,
      R.keyIs16Bytes,
      R.versionIs13,
      R.switchOnlyToOfferedProtocol,
    ],
    says: 'opens a WebSocket for a GET without any field of the handshake',
    clause: 'RFC 9110 7.8',
    replaces(intact) {
      const bare = (lines: readonly unknown[]) => lines.length === 0
      return {
        readUpgrade: (lines) => (bare(lines) ? 'yes' : intact.readUpgrade(lines)),
        readConnection: (lines) => (bare(lines) ? 'yes' : intact.readConnection(lines)),
        readKey: (lines) => (bare(lines) ? '' : intact.readKey(lines)),
        isVersion: (lines) => bare(lines) || intact.isVersion(lines),
      }
    },
  },
]
