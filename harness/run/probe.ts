import type { Observation } from '../case/observation'
import type { Capabilities } from '../case/results'
import type { Step } from '../case/script'
import { answered, selectedSubprotocol } from '../judge/answer'
import type { AliveBy } from '../play/script'
import { randomOctets } from '../transport/random'
import { readExtensions } from '../wire/http1/extensions'
import { sameName } from '../wire/http1/fields'
import { OPCODE } from '../wire/websocket/frame'
import type { Session } from './session'
import { COMMON_SUBPROTOCOLS } from './subprotocols'

/** As many subprotocols as the cases need. */
const ENOUGH = 2

/** How long a target may take to answer a message or a Ping while it is probed, ms. */
const REPLY_MS = 2000

function hasFrame(observation: Observation, opcode: number, payload?: string): boolean {
  const frames = observation.link?.frames ?? []
  return frames.some(
    (frame) => frame.opcode === opcode && (payload === undefined || frame.payload.equals(Buffer.from(payload))),
  )
}

/** What a link brought: the text back, what is a sign of life, and whether more came than was asked for. */
interface LinkFound {
  echo: boolean
  aliveBy: AliveBy | null
  greets: boolean
}

/** Sends a text and a Ping: which of them comes back, and failing both, whether a Close does. */
async function probeLink(session: Session): Promise<LinkFound> {
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
  const { observation } = await session.send({ steps })
  const echo = hasFrame(observation, OPCODE.text, text)
  const greets = observation.link?.frames.some(({ payload, opcode }) => !isReply(payload, opcode)) ?? false
  if (hasFrame(observation, OPCODE.pong)) return { echo, aliveBy: 'ping', greets }
  if (echo) return { echo, aliveBy: 'echo', greets }
  const close = { opcode: OPCODE.close, payload: Buffer.from([0x03, 0xe8]) }
  const isClose = (_: Buffer, opcode: number) => opcode === OPCODE.close
  const goodbye = await session.send({
    steps: [
      { do: 'send' },
      { do: 'answer' },
      { do: 'frame', frame: close },
      { do: 'await', frame: isClose, within: REPLY_MS },
    ],
  })
  return { echo, aliveBy: hasFrame(goodbye.observation, OPCODE.close) ? 'close' : null, greets }
}

const HEAD_ONLY: readonly Step[] = [{ do: 'send' }, { do: 'answer' }]

/** The members of `offer` that the target's answer names: one, or more where it breaks RFC 6455 4.2.2 and is still to be asked. */
async function selects(session: Session, offer: readonly string[]): Promise<string[]> {
  const send = { fields: { 'Sec-WebSocket-Protocol': offer.join(', ') } }
  const { observation } = await session.send({ send, steps: HEAD_ONLY })
  const selected = observation.opened ? selectedSubprotocol(observation) : null
  const names = (selected ?? '').split(',').map((name) => name.trim())
  const selection = offer.filter((name) => names.includes(name))
  // Who says all of it back has chosen nothing.
  return offer.length > 1 && selection.length === offer.length ? [] : selection
}

/** The subprotocols the target is said to speak, else those of the candidates that it selects; as many as cases need. */
async function probeSubprotocols(session: Session): Promise<string[]> {
  if (session.target.subprotocols.length > 0) return [...session.target.subprotocols]
  let offer: readonly string[] = COMMON_SUBPROTOCOLS
  const spoken: string[] = []
  while (offer.length > 0 && spoken.length < ENOUGH) {
    const selection = await selects(session, offer)
    if (selection.length === 0) break
    spoken.push(...selection)
    offer = offer.filter((name) => !selection.includes(name))
  }
  return spoken.slice(0, ENOUGH)
}

async function probeDeflate(session: Session): Promise<boolean> {
  const send = { fields: { 'Sec-WebSocket-Extensions': 'permessage-deflate; client_max_window_bits' } }
  const { observation } = await session.send({ send, steps: HEAD_ONLY })
  const { elements } = readExtensions(answered(observation, 'Sec-WebSocket-Extensions'))
  return observation.opened && elements.some(({ name }) => sameName(name, 'permessage-deflate'))
}

/** Finds out what a target can do, by asking it; what it found goes into the session. The control must have passed. */
export async function probe(session: Session): Promise<Capabilities> {
  // One after the other: a target that serves one connection at a time is not taken for one that cannot.
  const link = await probeLink(session)
  const subprotocols = await probeSubprotocols(session)
  const permessageDeflate = await probeDeflate(session)
  const { echo, aliveBy, greets } = link
  session.found = { ...session.found, aliveBy, greets, subprotocols }
  return { echo, subprotocols, permessageDeflate }
}
