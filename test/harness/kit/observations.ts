import type { JudgeContext } from '../../../harness/case/check'
import type { Edit } from '../../../harness/case/edit'
import type { Observation } from '../../../harness/case/observation'
import type { Mark, Recording } from '../../../harness/case/recording'
import type { Step } from '../../../harness/case/script'
import { http1 } from '../../../harness/wire/http1/protocol'
import { handshake } from '../../../harness/wire/http1/request'
import { observe } from '../../../harness/wire/observe'
import { latin1 } from './bytes'
import { PONG, switching } from './messages'
import { KEY, VARS } from './vars'

/** The mark of a step. */
export function mark(what: Step['do'], met: boolean, cut = false): Mark {
  return { step: 0, what, startedMs: 0, endedMs: 1, receivedBefore: 0, receivedAfter: 0, met, cut }
}

/** What a recording is made of. */
export interface Made {
  /** The change to the correct handshake. */
  edit?: Edit
  /** What was received; strings are Latin-1. */
  received?: string | Buffer | readonly (string | Buffer)[]
  /** Whether the link worked, where the answer is a 101; null where that was not checked. */
  alive?: boolean | null
  /** What else is in the recording. */
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
    receivedBytes: octets.length,
    ended: 'open',
    errorCode: null,
    connectedMs: 1,
    endedMs: 12,
    marks: [mark('send', true), mark('answer', octets.length > 0), ...asked],
    overflow: false,
    ...over,
  }
}

/** The observation of such a recording. */
export function observed(made: Made): Observation {
  return observe(recordingOf(made), http1)
}

/** The observation of a correct handshake on a link that works. */
export function good(fields: Record<string, string | null> = {}): Observation {
  return observed({ received: [switching(KEY, fields), PONG] })
}

/** A context whose control is a correct handshake. */
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
