import type { JudgeContext } from '../../../harness/case/check'
import type { Evidence } from '../../../harness/case/derived'
import type { Edit } from '../../../harness/case/edit'
import type { FrameSpec } from '../../../harness/case/frame'
import type { Observation } from '../../../harness/case/observation'
import type { Mark, Recording } from '../../../harness/case/recording'
import type { Step } from '../../../harness/case/script'
import type { Vars } from '../../../harness/case/vars'
import { http1 } from '../../../harness/wire/http1/protocol'
import { handshake } from '../../../harness/wire/http1/request'
import { observe } from '../../../harness/wire/observe'
import { acceptFor } from '../../../harness/wire/websocket/accept'
import { serverFrame as frameBytes } from '../../harness/kit/messages'
import { contextOf, mark as stepMark } from '../../harness/kit/observations'

/** Variables that never change, for rendering a case's stimulus in a test. */
export const VARS: Vars = {
  host: 'example.test:9001',
  hostname: 'example.test',
  port: '9001',
  profile: {},
  resource: '/path?query',
  key: 'dGhlIHNhbXBsZSBub25jZQ==',
  otherKey: 'x3JJHMbDL1EzLkh9GBhXDw==',
  random: 'wsspec-0123456789ab',
  subprotocols: ['chat', 'superchat'],
  origin: 'http://example.test:9001',
  tls: false,
}

/** The Sec-WebSocket-Accept for VARS.key (RFC 6455 1.3). */
export const ACCEPT = 's3pPLMBiTxaQ9kYGzzhZRbK+xOo='

/** A response from its status line and field lines. */
export function response(statusLine: string, ...lines: string[]): string {
  return [statusLine, ...lines, '', ''].join('\r\n')
}

/** A correct 101 for VARS.key, with further field lines. */
export function switching(...lines: string[]): string {
  return response(
    'HTTP/1.1 101 Switching Protocols',
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Accept: ${ACCEPT}`,
    ...lines,
  )
}

/** The correct 101 for VARS.key with `from` replaced by `to`. */
export function switchingWith(from: string, to: string): string {
  return switching().replace(from, to)
}

/** A 101 with a Sec-WebSocket-Accept of the right form and a wrong value. */
export const WRONG_ACCEPT = switchingWith(ACCEPT, 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=')

/** A refusal without content, with further field lines. */
export function refusal(status: number, ...lines: string[]): string {
  return response(`HTTP/1.1 ${status} Refused`, 'Content-Length: 0', ...lines)
}

/** A 101 that names `protocol` and accepts `key`. */
export function switchingTo(protocol: string, key = VARS.key): string {
  return response(
    'HTTP/1.1 101 Switching Protocols',
    `Upgrade: ${protocol}`,
    'Connection: Upgrade',
    `Sec-WebSocket-Accept: ${acceptFor(key)}`,
  )
}

/** A frame as a server sends it, unmasked, as Latin-1. */
export function serverFrame(opcode: number, payload: string | Buffer = '', more: Partial<FrameSpec> = {}): string {
  return frameBytes(opcode, payload, more).toString('latin1')
}

/** A Close frame with a code, as a server sends it, as Latin-1. */
export function closeFrame(code: number): string {
  return serverFrame(8, Buffer.from([code >> 8, code & 0xff]))
}

/** The mark of a step that began and ended when `received` bytes had arrived. */
export function mark(what: Step['do'], received: number, over: Partial<Mark> = {}): Mark {
  return {
    ...stepMark(what, true),
    startedMs: 2,
    endedMs: 2,
    receivedBefore: received,
    receivedAfter: received,
    ...over,
  }
}

/** Recordings of a connection that the server closed, and of one that stayed open without an answer until the deadline. */
export const CLOSED: Partial<Recording> = { ended: 'closed' }
export const SILENT: Partial<Recording> = { ended: 'timeout', endedMs: 10_000 }

/** A recording of a link on which no frame was answered. */
export const DEAD_LINK: Partial<Recording> = { marks: [mark('alive', 0, { met: false })] }

/** The observation of one connection that sent BASE with `edit` and received `received` (Latin-1). */
export function observation(edit: Edit, received: string, over: Partial<Recording> = {}): Observation {
  const request = handshake(VARS, [], edit)
  return observe(
    {
      requests: [request],
      sent: [{ atMs: 1, octets: request.octets }],
      received: received === '' ? [] : [{ atMs: 2, octets: Buffer.from(received, 'latin1') }],
      receivedBytes: received.length,
      ended: 'open',
      errorCode: null,
      connectedMs: 0.5,
      endedMs: 3,
      marks: [],
      overflow: false,
      ...over,
    },
    http1,
  )
}

/** A judging context whose control was answered with a correct 101. */
export function context(over: Partial<JudgeContext> = {}): JudgeContext {
  return contextOf({
    control: observation({}, switching()),
    vars: VARS,
    capabilities: { echo: true, subprotocols: [...VARS.subprotocols], permessageDeflate: false },
    ...over,
  })
}

/** One answer of the run, as derived cases get it. */
export function evidence(answer: Observation, from = 'control', part = 'the start'): Evidence {
  return { from, part, observation: answer, vars: VARS }
}
