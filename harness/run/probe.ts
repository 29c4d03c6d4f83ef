import type { Observation } from '../case/observation'
import type { Capabilities } from '../case/results'
import type { Step } from '../case/script'
import { answered, selectedSubprotocol } from '../judge/answer'
import type { AliveBy } from '../play/script'
import { randomOctets } from '../transport/random'
import { readExtensions } from '../wire/http1/extensions'
import { sameName } from '../wire/http1/fields'
import { OPCODE } from '../wire/websocket/frame'
import type { Sent } from './opener'
import type { Session } from './session'
import { COMMON_SUBPROTOCOLS } from './subprotocols'

/** The number of subprotocols that cases need. */
const ENOUGH_SUBPROTOCOLS = 2

/** How long a target may take to answer a message or a Ping while it is probed, ms. */
const REPLY_MS = 2000

function hasFrame(observation: Observation, opcode: number, payload?: string): boolean {
  const frames = observation.link?.frames ?? []
  return frames.some(
    (frame) => frame.opcode === opcode && (payload === undefined || frame.payload.equals(Buffer.from(payload))),
  )
}

/** What the target does on a link. */
interface LinkBehaviour {
  /** It sends a text back. */
  echo: boolean
  /** What it answers; null where it answers nothing that was tried. */
  aliveBy: AliveBy | null
  /** It sends frames without being asked. */
  greets: boolean
}

/** Ends a link at once: the target should answer the Close (RFC 6455 5.5.1). */
const GOODBYE: readonly Step[] = [
  { do: 'send' },
  { do: 'answer' },
  { do: 'frame', frame: { opcode: OPCODE.close, payload: Buffer.from([0x03, 0xe8]) } },
  { do: 'await', frame: (_, opcode) => opcode === OPCODE.close, within: REPLY_MS },
]

/**
 * Sends a text and a Ping and, where neither is answered, a Close over another connection; that goes out as soon as nothing
 * comes.
 */
async function probeLink(session: Session): Promise<LinkBehaviour> {
  const text = `wsspec-${randomOctets(6).toString('hex')}`
  const isEcho = (payload: Buffer, opcode: number) => opcode === OPCODE.text && payload.equals(Buffer.from(text))
  const isPong = (_: Buffer, opcode: number) => opcode === OPCODE.pong
  const isReply = (payload: Buffer, opcode: number) => isPong(payload, opcode) || isEcho(payload, opcode)
  const steps: Step[] = [
    { do: 'send' },
    { do: 'answer' },
    { do: 'frame', frame: { opcode: OPCODE.text, payload: text } },
    { do: 'frame', frame: { opcode: OPCODE.ping, payload: 'wsspec' } },
    { do: 'await', frame: isReply, within: REPLY_MS },
    { do: 'await', frame: isEcho, within: session.windowMs(1000) },
    { do: 'await', frame: isPong, within: session.windowMs(1000) },
  ]
  let beside: Promise<Sent> | undefined
  const { observation } = await session.send({ steps }, 'next', () => {
    if (session.options.adapts) beside ??= session.send({ steps: GOODBYE }, 'none')
  })
  const early = await beside
  const echo = hasFrame(observation, OPCODE.text, text)
  const greets = observation.link?.frames.some(({ payload, opcode }) => !isReply(payload, opcode)) ?? false
  if (hasFrame(observation, OPCODE.pong)) return { echo, aliveBy: 'ping', greets }
  if (echo) return { echo, aliveBy: 'echo', greets }
  // A target that serves only one connection at a time did not take the other one.
  const goodbye = early?.observation.opened ? early : await session.send({ steps: GOODBYE })
  return { echo, aliveBy: hasFrame(goodbye.observation, OPCODE.close) ? 'close' : null, greets }
}

const HEAD_ONLY: readonly Step[] = [{ do: 'send' }, { do: 'answer' }]

/** The subprotocols of `offer` that the target selects. More than one breaks RFC 6455 4.2.2; a case reports that, not the probe. */
async function selects(session: Session, offer: readonly string[]): Promise<string[]> {
  const send = { fields: { 'Sec-WebSocket-Protocol': offer.join(', ') } }
  const { observation } = await session.send({ send, steps: HEAD_ONLY })
  const selected = observation.opened ? selectedSubprotocol(observation) : null
  const names = (selected ?? '').split(',').map((name) => name.trim())
  // A server that answers another spelling speaks it all the same; 8.27 judges the spelling.
  const selection = offer.filter((name) => names.some((own) => sameName(own, name)))
  // A target that sends the whole offer back has selected nothing.
  return offer.length > 1 && selection.length === offer.length ? [] : selection
}

/** The declared subprotocols of the target or, where none is declared, those of the common ones that it selects. */
async function probeSubprotocols(session: Session): Promise<string[]> {
  if (session.target.subprotocols.length > 0) return [...session.target.subprotocols]
  let offer: readonly string[] = COMMON_SUBPROTOCOLS
  const spoken: string[] = []
  while (offer.length > 0 && spoken.length < ENOUGH_SUBPROTOCOLS) {
    const selection = await selects(session, offer)
    if (selection.length === 0) break
    spoken.push(...selection)
    offer = offer.filter((name) => !selection.includes(name))
  }
  return spoken.slice(0, ENOUGH_SUBPROTOCOLS)
}

/** True where the target accepts a plain offer of permessage-deflate. */
async function probeDeflate(session: Session): Promise<boolean> {
  const send = { fields: { 'Sec-WebSocket-Extensions': 'permessage-deflate; client_max_window_bits' } }
  const { observation } = await session.send({ send, steps: HEAD_ONLY })
  const { elements } = readExtensions(answered(observation, 'Sec-WebSocket-Extensions'))
  return observation.opened && elements.some(({ name }) => sameName(name, 'permessage-deflate'))
}

/**
 * Finds out what a target can do: echo, subprotocols, permessage-deflate, and what it answers on a link. The session uses
 * the findings from then on. The control must have passed.
 */
export async function probe(session: Session): Promise<Capabilities> {
  // One after the other, because a target may serve only one connection at a time.
  const link = await probeLink(session)
  const subprotocols = await probeSubprotocols(session)
  const permessageDeflate = await probeDeflate(session)
  const { echo, aliveBy, greets } = link
  session.found = { ...session.found, aliveBy, greets, subprotocols }
  return { echo, subprotocols, permessageDeflate }
}
