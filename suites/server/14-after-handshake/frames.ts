import type { Part } from '../../../harness/case/case'
import type { Check } from '../../../harness/case/expectation'
import type { Observation } from '../../../harness/case/observation'
import type { Vars } from '../../../harness/case/request'
import type { FrameSpec, Step } from '../../../harness/case/script'
import { answered } from '../../../harness/judge/answer'
import { OPCODE } from '../../../harness/wire/websocket/frame'
import { afterSwitch, connectionFails } from '../parts/after-switch'
import { CLOSING_MS, closeCode, hasEnded, hasPong, hasText, isClose, isPong, STAYS_OPEN } from '../parts/link'
import { pongComes } from '../parts/ping'
import { statusLineAfterSwitch } from '../parts/second-response'

/** The correct handshake and its 101, then these. */
export function then(...steps: Step[]): readonly Step[] {
  return [{ do: 'send' }, { do: 'answer' }, ...steps]
}

/** Sends one frame. */
export function frame(spec: FrameSpec): Step {
  return { do: 'frame', frame: spec }
}

/** Sends two frames in one write, so that where TCP cuts them decides nothing about what a server makes of the second. */
function both(first: FrameSpec, second: FrameSpec): Step {
  return { do: 'frame', frame: first, joined: second }
}

/** 14.01: a text that is not all ASCII, in UTF-8. */
export const TEXT = 'wsspec: \xc3\xa9cho'
/** Two octets of header and the 69 of payload that "GE" announces. */
const WHOLE_FRAME = 2 + 0x45

/** The payload of the Ping behind a frame that fails the connection. */
export const BEHIND = 'wsspec-behind'

/** A text or the Pong to the Ping behind it shows that the server went on; what it must not do ends the wait. */
export function goesOn(text: string) {
  const pong = isPong(BEHIND)
  return (payload: Buffer, opcode: number): boolean =>
    pong(payload, opcode) || (opcode === OPCODE.text && payload.toString('latin1') === text)
}

/** What shows that the server went on; null where nothing does. */
export function processed(observation: Observation): string | null {
  if (hasPong(observation, BEHIND)) return 'a Pong to the Ping behind it'
  return hasText(observation, 'x') ? 'an echo' : null
}

/** A frame that fails the connection, a Ping behind it, and five seconds for the end (RFC 6455 7.1.7). */
export function failing(name: string, spec: FrameSpec, clause: string, ...more: Check[]): Part {
  return {
    name,
    steps: then(both({ payload: 'x', ...spec }, { opcode: OPCODE.ping, payload: BEHIND }), {
      do: 'await',
      frame: goesOn('x'),
      within: CLOSING_MS,
    }),
    lasts: CLOSING_MS,
    expect: afterSwitch(
      'FIN or RST within 5 s, and no Pong to the Ping behind it',
      ...more,
      connectionFails(clause, processed),
    ),
  }
}

/** The clauses that a frame breaks. */
export const RSV = 'RFC 6455 5.2: a reserved bit that no extension defines MUST fail the connection'
export const RESERVED = 'RFC 6455 5.2: an unknown opcode MUST fail the connection'
export const UNMASKED = 'RFC 6455 5.1: the server MUST close the connection upon receiving a frame that is not masked'

/** 14.06 is about RSV1 where no extension defines it. */
export const noExtension: Check = (observation) =>
  answered(observation, 'Sec-WebSocket-Extensions').length > 0
    ? { verdict: 'skip', because: 'the handshake carries an offer, and an extension that was agreed may define RSV1' }
    : null

/** 14.01: the text came back. */
export const echoes: Check = (observation) =>
  hasText(observation, TEXT)
    ? null
    : { verdict: 'miss', got: 'no echo', because: 'RFC 6455 5.1, 6.1: probing had got an echo from this target' }

/** 14.03: Close for Close, then the end. */
export const closes: Check = (observation) => {
  if (closeCode(observation) === null)
    return { verdict: 'fail', got: 'no Close frame', because: 'RFC 6455 5.5.1: a Close MUST be answered with a Close' }
  if (hasEnded(observation)) return null
  const because = 'RFC 6455 5.5.1: then the server MUST close the underlying TCP connection immediately'
  return { verdict: 'fail', got: STAYS_OPEN, because }
}

/** 14.09: no frame of the server is masked. */
export const maskedFault: Check = ({ link }) =>
  link?.fault?.includes('masked')
    ? { verdict: 'fail', got: link.fault, because: 'RFC 6455 5.1: a server MUST NOT mask any frames' }
    : null

/** 14.10: a request that is a whole frame: read as one, "E" names a payload of 69 octets, and no server has to close before it is in. */
export function asFrame({ host }: Vars): string {
  const request = `GET / HTTP/1.1\r\nHost: ${host}\r\n`
  return `${request}X-Fill: ${'x'.repeat(WHOLE_FRAME)}\r\n\r\n`
}

/** 14.10: no response to a request behind the 101, and an end. */
export const noHttp: Check = (observation) => {
  const line = statusLineAfterSwitch(observation)
  if (line !== null) {
    const because = 'RFC 9110 7.8, 15.2.2: behind the 101 the new protocol is spoken'
    return { verdict: 'fail', got: `"${line}" behind the 101`, because }
  }
  return hasEnded(observation)
    ? null
    : { verdict: 'warn', got: STAYS_OPEN, because: 'RFC 6455 5.1, 5.2: these octets are an unmasked frame' }
}

/** 14.11: what came before the client had spoken. */
export const tellsUnasked: Check = ({ link }) => {
  const count = link?.frames.length ?? 0
  return { verdict: 'observed', got: count === 0 ? 'no frame unasked' : `${count} frames unasked`, because: '' }
}

/** The steps of 14.13: a text, and a Ping behind it. */
export function textThenPing(payload: string): readonly Step[] {
  return then(frame({ opcode: OPCODE.text, payload }), frame({ opcode: OPCODE.ping, payload: 'abc' }), {
    do: 'await',
    frame: (octets, opcode) => isPong('abc')(octets, opcode) || isClose(octets, opcode),
    within: 2000,
  })
}

/** The twin of 14.13: a target that drops whatever is no message of its own drops this too. */
export const ONE_OCTET: Part = { name: 'one octet, then a Ping', steps: textThenPing('x') }

/** 14.13: the Ping behind an empty text is answered, or the application says that it wants none. */
export const takesEmpty: Check = (observation, context) => {
  const code = closeCode(observation)
  const twin = context.part(ONE_OCTET.name)
  if (hasPong(observation, 'abc')) return null
  if (twin && !hasPong(twin, 'abc'))
    return { verdict: 'skip', because: 'the target answers no Ping behind a text of one octet either' }
  const because = 'RFC 6455 5.2, 5.6: a payload may have no octets'
  if (code === 1002) return { verdict: 'fail', got: 'Close 1002', because }
  if (code !== null) return { verdict: 'observed', got: `Close ${code}`, because: 'the application may refuse it' }
  if (hasEnded(observation)) return { verdict: 'fail', got: 'closed without a Close frame', because }
  return pongComes('abc')(observation, context)
}

/** 14.14: the server did not end an idle link. */
export const staysOpen: Check = (observation) =>
  hasEnded(observation) || closeCode(observation) !== null
    ? { verdict: 'observed', got: 'closed by the server', because: 'an application may drop clients that say nothing' }
    : null

/** 14.15: the server does not wait for the payload; what it comes to where it does. */
export function stopsAt(waiting: 'observed' | 'warn', because: string): Check {
  return (observation) =>
    hasEnded(observation) || closeCode(observation) !== null
      ? null
      : { verdict: waiting, got: 'the server waits for the payload', because }
}

/** A masked binary frame that names this length in 64 bits, and the first octets of its payload. */
export function absurd(first: string): Step {
  return { do: 'write', octets: `\x82\xff${first}${'\xff'.repeat(7)}\x01\x02\x03\x04xxxx` }
}
