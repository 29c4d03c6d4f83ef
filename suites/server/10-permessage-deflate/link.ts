import type { Check, Expectation, Finding } from '../../../harness/case/expectation'
import type { Answer, Frame, FrameRun, Observation } from '../../../harness/case/observation'
import type { FrameSpec, Step } from '../../../harness/case/script'
import { isDead, statusOf } from '../../../harness/judge/answer'
import { provesNothing } from '../../../harness/judge/checks'
import { anything } from '../../../harness/judge/expectations'
import { shown } from '../../../harness/judge/outcome'
import { readExtensions } from '../../../harness/wire/http1/extensions'
import { fieldValues } from '../../../harness/wire/http1/fields'
import { OPCODE } from '../../../harness/wire/websocket/frame'
import { inflateMessage, LARGEST_WINDOW } from '../../../harness/wire/websocket/inflate'
import { type Message, readMessages } from '../../../harness/wire/websocket/messages'
import { DEFLATE, FIELD, isNamed } from '../parts/extensions'
import { closeCode, hasEnded } from '../parts/link'
import { bitsOf, PARAMS, paramsOf } from './answer'

/** What a 101 agreed on about compression; `serverWindow` in octets (RFC 7692 5, 7.1). */
export interface Agreement {
  serverNoContextTakeover: boolean
  clientNoContextTakeover: boolean
  serverWindow: number
}

/** The agreement in an answer; null where permessage-deflate was declined. */
export function agreementOf({ final }: Answer): Agreement | null {
  if (final?.head.status !== 101) return null
  const element = readExtensions(fieldValues(final.head.fields, FIELD)).elements.find(isNamed(DEFLATE))
  if (!element) return null
  const has = (name: string) => paramsOf(element, name).length > 0
  return {
    serverNoContextTakeover: has(PARAMS.serverNoContextTakeover),
    clientNoContextTakeover: has(PARAMS.clientNoContextTakeover),
    serverWindow: 2 ** (bitsOf(paramsOf(element, PARAMS.serverBits)[0]?.value) ?? 15),
  }
}

/** A message of the server as its client reads it; `furthest` and `fault` are of its DEFLATE data. */
export interface Reply extends Message {
  octets: Buffer
  furthest: number
  fault: string | null
}

/**
 * The messages behind a 101, inflated with the window of those before (RFC 7692 7.2.2), or each with an empty one. Who does not
 * take over the window refers to no other message, so the first way reads what keeps the agreement and what breaks it.
 */
export function readReplies({ frames }: FrameRun, from: 'window' | 'empty' = 'window'): Reply[] {
  let window = Buffer.alloc(0)
  return readMessages(frames).map((message) => {
    if (!message.compressed) return { ...message, octets: message.payload, furthest: 0, fault: null }
    const inflated = inflateMessage(message.payload, window)
    if (from === 'window') window = Buffer.from(Buffer.concat([window, inflated.octets]).subarray(-LARGEST_WINDOW))
    return { ...message, ...inflated }
  })
}

/** Handshake, then the frames, where permessage-deflate was agreed on and `also` holds of the agreement. */
export function whereAgreed(
  frames: readonly FrameSpec[],
  says = 'permessage-deflate was agreed on',
  also: (agreement: Agreement) => boolean = () => true,
): Step[] {
  const holds = (answer: Answer) => {
    const agreement = agreementOf(answer)
    return agreement !== null && also(agreement)
  }
  return [
    { do: 'send' },
    { do: 'answer' },
    { do: 'onlyIf', says, answer: holds },
    ...frames.map((frame): Step => ({ do: 'frame', frame })),
  ]
}

/** How long a reply or the end may take, ms. */
export const WITHIN_MS = 5000

function isClose(frame?: Frame): boolean {
  return frame?.opcode === OPCODE.close
}

function hasClose({ frames }: FrameRun): boolean {
  return frames.some(isClose)
}

/** Waits until each of the texts has come back, or it is clear that they will not. */
export function untilEchoed(...texts: string[]): Step {
  const wanted = texts.map((text) => Buffer.from(text))
  const link = (run: FrameRun) => {
    const replies = readReplies(run)
    const echoed = wanted.every((text) => replies.some(({ octets }) => octets.equals(text)))
    return echoed || hasClose(run) || run.fault !== null || replies.some(({ fault }) => fault !== null)
  }
  return { do: 'await', link, within: WITHIN_MS }
}

/** Waits until the server closes, or does what it must not: `instead` of the frames so far. */
export function untilClosed(instead: (link: FrameRun) => boolean, within = WITHIN_MS): Step {
  return { do: 'await', link: (run) => hasClose(run) || instead(run), within }
}

/** A Pong with that payload came. */
export function ponged({ frames }: FrameRun, payload: string): boolean {
  return frames.some((frame) => frame.opcode === OPCODE.pong && frame.payload.equals(Buffer.from(payload)))
}

/** A message came that has `text` in it, or is `raw`, or is empty: an invalid message that was delivered all the same. */
export function delivered(link: FrameRun, text: string, raw?: Buffer): boolean {
  return readReplies(link).some(
    ({ octets }) => octets.includes(text) || (raw !== undefined && (octets.length === 0 || octets.equals(raw))),
  )
}

/** A look at a link on which permessage-deflate was agreed on. */
export type Look = (link: FrameRun, observation: Observation, agreement: Agreement) => Finding

/** Judges the link where permessage-deflate was agreed on; elsewhere there is nothing to judge. */
export function judged(says: string, look: Look): Expectation {
  const check: Check = (observation, { control }) => {
    if (provesNothing(observation)) return null
    const agreement = agreementOf(observation.answers[0])
    const { link } = observation
    if (statusOf(observation) !== 101 || !agreement || !link)
      return { verdict: 'skip', because: 'permessage-deflate was not negotiated on this connection' }
    if (isDead(control))
      return { verdict: 'skip', because: 'nothing is answered behind a 101, which is scored in 7.23' }
    if (link.fault?.includes('masked')) return { verdict: 'skip', because: `${link.fault}, which is scored in 14.09` }
    return look(link, observation, agreement)
  }
  return anything({ says, checks: [check] })
}

function whatCame(link: FrameRun, observation: Observation, replies: readonly Reply[]): string {
  const code = closeCode(observation)
  const fault = replies.find((reply) => reply.fault !== null)?.fault
  if (fault) return `a reply that cannot be inflated: ${fault}`
  if (code !== null) return `Close ${code} and no such reply`
  if (hasEnded(observation)) return 'the connection ended without such a reply'
  if (link.fault !== null) return link.fault
  return `no such reply within ${WITHIN_MS} ms (${replies.length} others)`
}

/** Every text comes back. */
export function echoes(because: string, ...texts: string[]): Look {
  return (link, observation) => {
    const replies = readReplies(link)
    const found = texts.map((text) => replies.find(({ octets }) => octets.equals(Buffer.from(text))))
    const missing = found.indexOf(undefined)
    if (missing < 0)
      return {
        verdict: 'pass',
        got: found.every((reply) => reply?.compressed) ? 'it comes back compressed' : 'it comes back as it is',
        because: '',
      }
    const which = texts.length > 1 ? `"${shown(texts[missing] ?? '', 40)}": ` : ''
    return { verdict: 'fail', got: which + whatCame(link, observation, replies), because }
  }
}

/** The server closes: a Close frame or the end of the connection. `instead` tells what it did that it must not. */
export function closes(because: string, open: Finding['verdict'], instead: (link: FrameRun) => string | null): Look {
  return (link, observation) => {
    const wrong = instead(link)
    if (wrong !== null) return { verdict: 'fail', got: wrong, because }
    const code = closeCode(observation)
    if (code !== null) return { verdict: 'pass', got: isClose(link.frames[0]) ? '' : `Close ${code}`, because: '' }
    if (hasEnded(observation)) return { verdict: 'pass', got: 'the connection is closed', because: '' }
    return { verdict: open, got: `the connection stays open for ${WITHIN_MS} ms`, because }
  }
}

/** 10.28: no reply needs what an earlier one said. */
export function refersToNoOther(text: string): Look {
  return (link, observation, agreement) => {
    if (!agreement.serverNoContextTakeover)
      return { verdict: 'skip', because: 'the answer does not say server_no_context_takeover' }
    const replies = readReplies(link, 'empty')
    const broken = replies.find(({ fault }) => fault !== null)
    const because = 'RFC 7692 7.2.1: each new message MUST be compressed with an empty LZ77 sliding window'
    if (broken)
      return { verdict: 'fail', got: `a reply that an empty window does not inflate: ${broken.fault}`, because }
    const echoed = replies.filter(({ octets }) => octets.equals(Buffer.from(text)))
    if (echoed.length < 2)
      return {
        verdict: 'skip',
        because: `a text of ${text.length} octets did not come back twice`,
        got: whatCame(link, observation, replies),
      }
    return exercised(echoed)
  }
}

/** 10.29: no back-reference goes further than the window that was agreed on. */
export const staysInWindow: Look = (link, observation, agreement) => {
  const window = agreement.serverWindow
  if (window === LARGEST_WINDOW)
    return { verdict: 'skip', because: 'the answer limits the window to no less than the 32,768 octets of DEFLATE' }
  const replies = readReplies(link)
  const furthest = Math.max(0, ...replies.map((reply) => reply.furthest))
  const because = `RFC 7692 7.2.1: the answer limits the window to ${window} octets`
  if (furthest > window) return { verdict: 'fail', got: `a back-reference over ${furthest} octets`, because }
  const long = replies.filter(({ octets }) => octets.length > window)
  if (long.length === 0)
    return {
      verdict: 'skip',
      because: `no message longer than the window came back`,
      got: whatCame(link, observation, replies),
    }
  return exercised(long)
}

function exercised(replies: readonly Reply[]): Finding {
  const compressed = replies.some((reply) => reply.compressed)
  return { verdict: 'pass', got: compressed ? '' : 'the replies come uncompressed: not exercised', because: '' }
}
