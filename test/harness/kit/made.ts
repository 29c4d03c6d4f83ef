import type { JudgeContext } from '../../../harness/case/check'
import type { Edit } from '../../../harness/case/edit'
import type { FrameSpec } from '../../../harness/case/frame'
import type { Observation } from '../../../harness/case/observation'
import type { Mark, Recording } from '../../../harness/case/recording'
import type { Step } from '../../../harness/case/script'
import { HANDSHAKE } from '../../../harness/case/script'
import type { Vars } from '../../../harness/case/vars'
import type { Script } from '../../../harness/play/script'
import { http1 } from '../../../harness/wire/http1/protocol'
import { handshake } from '../../../harness/wire/http1/request'
import { observe } from '../../../harness/wire/observe'
import { acceptFor } from '../../../harness/wire/websocket/accept'
import { writeFrame } from '../../../harness/wire/websocket/frame'
import { latin1 } from './octets'

/** The key of RFC 6455 1.3. */
export const KEY = 'dGhlIHNhbXBsZSBub25jZQ=='

/** Variables that never change. */
export const VARS: Vars = {
  host: 'example.test',
  hostname: 'example.test',
  port: '',
  profile: {},
  resource: '/chat',
  key: KEY,
  otherKey: 'AQIDBAUGBwgJCgsMDQ4PEA==',
  random: 'wsspec-random',
  subprotocols: [],
  origin: 'http://example.test',
  tls: false,
}

/** A right answer to a key, as text; `fields` replace lines by name, null leaves one out, others are added. */
export function switching(key = KEY, fields: Record<string, string | null> = {}): string {
  const lines = { Upgrade: 'websocket', Connection: 'Upgrade', 'Sec-WebSocket-Accept': acceptFor(key), ...fields }
  const text = Object.entries(lines).flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}\r\n`]))
  return `HTTP/1.1 101 Switching Protocols\r\n${text.join('')}\r\n`
}

/** An ordinary response with its length. */
export function plain(status: number, body = '', fields = ''): string {
  return `HTTP/1.1 ${status} Word\r\n${fields}Content-Length: ${body.length}\r\n\r\n${body}`
}

/** The octets of a frame from a server. */
export function serverFrame(opcode: number, payload: string | Buffer = '', more: Partial<FrameSpec> = {}): Buffer {
  return writeFrame({ opcode, payload, mask: false, ...more }, Buffer.alloc(4))
}

/** A Pong as a sign of life. */
export const PONG = serverFrame(10, 'wsspec')

/** The mark of a step. */
export function mark(what: Step['do'], met: boolean, cut = false): Mark {
  return { step: 0, what, startedMs: 0, endedMs: 1, receivedBefore: 0, receivedAfter: 0, met, cut }
}

/** What to make a recording of: the request as edited, the octets that came, and anything else that stands in it. */
export interface Made {
  edit?: Edit
  received?: string | Buffer | readonly (string | Buffer)[]
  alive?: boolean | null
  over?: Partial<Recording>
}

/** The recording of one request whose answer came 10 ms later. */
export function recordingOf({ edit, received = '', alive = true, over }: Made): Recording {
  const request = handshake(VARS, [], edit)
  const octets = Buffer.concat([received].flat().map((each) => (typeof each === 'string' ? latin1(each) : each)))
  const asked = alive === null || !octets.toString('latin1').startsWith('HTTP/1.1 101') ? [] : [mark('alive', alive)]
  return {
    requests: [request],
    sent: [{ atMs: 1, octets: request.octets }],
    received: octets.length > 0 ? [{ atMs: 11, octets }] : [],
    ended: 'open',
    errorCode: null,
    connectedMs: 1,
    endedMs: 12,
    marks: [mark('send', true), mark('answer', octets.length > 0), ...asked],
    overflow: false,
    ...over,
  }
}

/** What the judge looks at, made of octets. */
export function observed(made: Made): Observation {
  return observe(recordingOf(made), http1)
}

/** A right handshake with a sign of life. */
export function good(fields: Record<string, string | null> = {}): Observation {
  return observed({ received: [switching(KEY, fields), PONG] })
}

/** A context in which nothing is remarkable. */
export function contextOf(over: Partial<JudgeContext> = {}): JudgeContext {
  return {
    level: 'MUST',
    control: good(),
    vars: VARS,
    capabilities: { echo: true, subprotocols: [], permessageDeflate: false },
    part: () => undefined,
    slowestControlMs: 1,
    profile: {},
    direct: true,
    ...over,
  }
}

/** A script that sends the plain handshake, or what else is named. */
export function scriptOf(over: Partial<Script> & { edit?: Edit } = {}): Script {
  const { edit, ...rest } = over
  return {
    steps: HANDSHAKE,
    vars: VARS,
    protocol: http1,
    render: (other) => handshake(VARS, [], other ?? edit),
    aliveBy: 'ping',
    greets: false,
    aliveMs: 2000,
    windowMs: (named) => Math.min(named, 50),
    deadlineMs: 4000,
    ...rest,
  }
}
