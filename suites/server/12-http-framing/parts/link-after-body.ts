import type { Check, JudgeContext } from '../../../../harness/case/expectation'
import type { Frame, Observation } from '../../../../harness/case/observation'
import type { Step } from '../../../../harness/case/script'
import { opensWebSocket } from '../../../../harness/judge/checks'
import { OPCODE, writeFrame } from '../../../../harness/wire/websocket/frame'

/** A mask that leaves no octet of an ASCII payload below 0x80, so that no CR or LF stands in the frame by chance. */
const HIGH_MASK = Buffer.from([0x8b, 0xc5, 0xe3, 0x97])

/** The octets of one masked Ping with `payload`, to stand inside a request. */
export function pingBytes(payload: string): string {
  return writeFrame({ opcode: OPCODE.ping, payload }, HIGH_MASK).toString('latin1')
}

/** What `alive` sends as its payload. */
const ASKED = Buffer.from('wsspec')

/** The status codes with which a peer fails a link for what came over it (RFC 6455 7.4.1). */
const FAILED_WITH = [1002, 1003, 1007, 1008, 1009]

function isReply({ opcode, payload }: Pick<Frame, 'opcode' | 'payload'>, asked: Buffer): boolean {
  return (opcode === OPCODE.pong || opcode === OPCODE.text) && payload.equals(asked)
}

function repliesTo(observation: Observation, asked: Buffer): boolean {
  return observation.link?.frames.some((frame) => isReply(frame, asked)) ?? false
}

/** Behind a 101 asks for life and waits until that is answered or the link is closed: a frame of the server's own is not enough. */
export const THEN_PING: readonly Step[] = [
  { do: 'alive' },
  {
    do: 'await',
    frame: (payload, opcode) => opcode === OPCODE.close || isReply({ opcode, payload }, ASKED),
    within: 2000,
  },
]

/** What became of the link behind a 101 to a request with a body. */
export type LinkFate = 'alive' | 'failed' | 'unclear'

/**
 * `alive` the Ping behind the body was answered, so the body was read as one; `failed` the link was failed or fell silent,
 * where the control's answers; `unclear` the target answers nobody's Ping.
 */
export function linkFate(observation: Observation, { control }: Pick<JudgeContext, 'control'>): LinkFate {
  if (repliesTo(observation, ASKED)) return 'alive'
  const closed = observation.link?.frames.some(
    ({ opcode, payload }) =>
      opcode === OPCODE.close && payload.length >= 2 && FAILED_WITH.includes(payload.readUInt16BE(0)),
  )
  return closed || repliesTo(control, ASKED) ? 'failed' : 'unclear'
}

/** What to say of a link whose end tells nothing. */
export const NO_PING_ANSWERED = 'the target answers no Ping, so it does not show whether the body was read'

/** 12.02, 12.08: behind a 101 the body was read as a body; where its octets were read as frames, that is contested. */
export const bodyWasRead: Check = (observation, context) => {
  if (!opensWebSocket(observation)) return null
  const fate = linkFate(observation, context)
  if (fate === 'unclear') return { verdict: 'observed', because: NO_PING_ANSWERED }
  return fate === 'alive' ? null : { verdict: 'contested', got: 'no Ping behind the body was answered', because: '' }
}

/** 12.03, 12.12: nothing answers the Ping that was part of the body. */
export function bodyIsNoFrame(because: string): Check {
  return (observation, { vars }) =>
    repliesTo(observation, Buffer.from(vars.random))
      ? { verdict: 'fail', got: 'the Ping inside the body was answered', because }
      : null
}
