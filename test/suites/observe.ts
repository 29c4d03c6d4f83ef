import type { Case, Evidence, Part } from '../../harness/case/case'
import type { JudgeContext } from '../../harness/case/expectation'
import type { Mark, Observation, Recording } from '../../harness/case/observation'
import type { Edit, Vars } from '../../harness/case/request'
import { handshake } from '../../harness/wire/http1/request'
import { observe } from '../../harness/wire/observe'
import { suites } from '../../suites/server'

/** The case with this id. */
export function caseOf(id: string): Case {
  const found = suites.flatMap(({ cases }) => cases).find((each) => each.id === id)
  if (!found) throw new Error(`no case ${id}`)
  return found
}

/** The part of a case by name; without one the first that is judged. */
export function partOf(id: string, name?: string): Part {
  const found = caseOf(id).parts?.find((part) => (name === undefined ? part.expect : part.name === name))
  if (!found) throw new Error(`no part ${name} in ${id}`)
  return found
}

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

/** A right 101 for VARS.key, with further field lines. */
export function switching(...lines: string[]): string {
  return response(
    'HTTP/1.1 101 Switching Protocols',
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Accept: ${ACCEPT}`,
    ...lines,
  )
}

/** A mark of a step that began and ended when `received` octets had come. */
export function mark(what: string, received: number, over: Partial<Mark> = {}): Mark {
  return {
    step: 0,
    what,
    startedMs: 2,
    endedMs: 2,
    receivedBefore: received,
    receivedAfter: received,
    met: true,
    cut: false,
    ...over,
  }
}

/** What one connection came to that sent BASE with `edit` and got `received` (Latin-1). */
export function observation(edit: Edit, received: string, over: Partial<Recording> = {}): Observation {
  const request = handshake(VARS, [], edit)
  return observe({
    requests: [request],
    sent: [{ atMs: 1, octets: request.octets }],
    received: received === '' ? [] : [{ atMs: 2, octets: Buffer.from(received, 'latin1') }],
    ended: 'open',
    errorCode: null,
    connectedMs: 0.5,
    endedMs: 3,
    marks: [],
    overflow: false,
    ...over,
  })
}

/** A context whose control was answered with a right 101. */
export function context(over: Partial<JudgeContext> = {}): JudgeContext {
  return {
    level: 'MUST',
    control: observation({}, switching()),
    vars: VARS,
    capabilities: { echo: true, subprotocols: [...VARS.subprotocols], permessageDeflate: false },
    part: () => undefined,
    slowestControlMs: 1,
    direct: true,
    profile: {},
    ...over,
  }
}

/** An answer of the run, as derived cases get them. */
export function evidence(of: Observation, from = 'control', part = 'the start'): Evidence {
  return { from, part, observation: of, vars: VARS }
}
