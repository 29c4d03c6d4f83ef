import { R } from '../../../suites/requirements'
import { asciiLower, combined, members } from '../fields'
import { OPCODE, writeFrame } from '../frames'
import type { Defect } from './defect'

/** What can be wrong about connections: segments, more than one request, and ends. */
export const TRANSPORT_DEFECTS: readonly Defect[] = [
  {
    name: 'one-segment',
    breaks: [R.requestParsedSufficiently, R.anySegmentationParsed],
    says: 'wants a short header section in one segment',
    clause: 'RFC 9112 2.2',
    replaces: () => ({ waits: (begun) => begun.length > 1_000 }),
  },
  {
    name: 'split-line-end',
    breaks: [R.requestParsedSufficiently, R.anySegmentationParsed],
    says: 'refuses a request whose segment ends inside or behind a line end',
    clause: 'RFC 9112 2.2',
    replaces: () => ({ waits: (begun) => ![0x0a, 0x0d].includes(begun.at(-1) ?? 0) }),
  },
  {
    name: 'second-request-refused',
    breaks: [R.pipelinedResponsesInOrder, R.keptConnectionServesNext],
    says: 'refuses every request of a connection but the first',
    clause: 'RFC 9112 9.3',
    replaces: (intact) => ({
      further: (request, nth) =>
        nth > 0 ? { status: 400, because: 'One request is enough.', clause: 'none' } : intact.further(request, nth),
    }),
  },
  {
    name: 'pipelined-dropped',
    breaks: [R.pipelinedResponsesInOrder],
    says: 'drops what comes with a page request',
    clause: 'RFC 9112 9.3.2',
    replaces: () => ({ keepsPipelined: (about) => about.refusal !== undefined }),
  },
  {
    name: 'close-ignored',
    breaks: [R.bodyReadOrConnectionClosed],
    says: 'says close and goes on',
    clause: 'RFC 9112 9.6',
    replaces: (intact) => ({
      ends(close, about) {
        const options = about.request?.fields.filter(({ name }) => asciiLower(name) === 'connection') ?? []
        const asked = members(asciiLower(combined(options))).includes('close')
        return intact.ends(close, about) && !(asked && about.refusal?.close !== true)
      },
    }),
  },
  {
    name: 'applies-at-fin',
    breaks: [R.partialRequestNotApplied],
    says: 'takes FIN for the end of the header section',
    clause: 'RFC 9110 5.3',
    replaces: () => ({ appliesAtFin: () => true }),
  },
  {
    name: 'dies-of-reset',
    breaks: [R.hostileInputSurvived],
    says: 'stops listening when a connection is reset inside a header section',
    clause: 'RFC 9110 17.5',
    replaces: () => ({ diesOfReset: (begun) => begun }),
  },
  {
    name: 'dies-of-stalled-connections',
    breaks: [R.hostileInputSurvived],
    says: 'stops listening when 150 connections are open',
    clause: 'RFC 9110 17.5',
    replaces: () => ({ diesOf: (connections) => connections > 150 }),
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
    says: 'reads frames behind a refusal that keeps the connection',
    clause: 'RFC 6455 4.2.2 step 5',
    replaces: () => ({ opensBehind: (refusal) => refusal.status !== 401 && refusal.status !== 403 }),
  },
  {
    name: 'frame-behind-refusal',
    breaks: [R.badBodyFramingAnswered400, R.only101OpensWebsocket],
    says: 'sends a Close frame behind a refusal that ends the connection',
    clause: 'RFC 6455 4.2.2 step 5',
    replaces: (intact) => ({
      final: (answer, framing, write) =>
        framing.close && answer.status !== 200
          ? Buffer.concat([intact.final(answer, framing, write), writeFrame(OPCODE.close, Buffer.from([0x03, 0xea]))])
          : intact.final(answer, framing, write),
    }),
  },
  {
    name: 'content-length-too-large',
    breaks: [R.badBodyFramingAnswered400],
    says: 'announces more content than it sends before it closes',
    clause: 'RFC 9112 6.3',
    replaces: (intact) => ({
      final: (answer, framing, write) =>
        intact.final(answer, framing, (full) =>
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
        upgrade: (lines) => (bare(lines) ? 'yes' : intact.upgrade(lines)),
        connection: (lines) => (bare(lines) ? 'yes' : intact.connection(lines)),
        key: (lines) => (bare(lines) ? '' : intact.key(lines)),
        version: (lines) => bare(lines) || intact.version(lines),
      }
    },
  },
]
