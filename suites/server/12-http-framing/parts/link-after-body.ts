import type { Check, JudgeContext } from '../../../../harness/case/check'
import type { Frame } from '../../../../harness/case/frame'
import type { Observation } from '../../../../harness/case/observation'
import type { Step } from '../../../../harness/case/script'
import { opensWebSocket } from '../../../../harness/judge/acceptance'
import { OPCODE, writeFrame } from '../../../../harness/wire/websocket/frame'

/** With this mask no byte of an ASCII payload is below 0x80, so the frame has no CR or LF in it by chance. */
const HIGH_MASK = Buffer.from([0x8b, 0xc5, 0xe3, 0x97])

/** The bytes of a masked Ping (Latin-1), to be part of a request. */
export function pingBytes(payload: string): string {
  return writeFrame({ opcode: OPCODE.ping, payload }, HIGH_MASK).toString('latin1')
}

/** The payload that the step `alive` sends. */
const ASKED = Buffer.from('wsspec')

/** The Close codes with which a peer rejects received data (RFC 6455 7.4.1). */
const FAILED_WITH = [1002, 1003, 1007, 1008, 1009]

function isReply({ opcode, payload }: Pick<Frame, 'opcode' | 'payload'>, asked: Buffer): boolean {
  return (opcode === OPCODE.pong || opcode === OPCODE.text) && payload.equals(asked)
}

function repliesTo(observation: Observation, asked: Buffer): boolean {
  return observation.link?.frames.some((frame) => isReply(frame, asked)) ?? false
}

/** Asks for a sign of life after a 101, and waits for the reply or a Close. Another frame from the server is not enough. */
export const THEN_PING: readonly Step[] = [
  { do: 'alive' },
  {
    do: 'await',
    frame: (payload, opcode) => opcode === OPCODE.close || isReply({ opcode, payload }, ASKED),
    within: 2000,
  },
]

/** The state of the link after a 101 to a request with a body. */
export type LinkFate = 'alive' | 'failed' | 'unclear'

/**
 * The state of the link: `alive` if the server answered the Ping after the body, so it read the body as a body; `failed` if
 * it closed the link or answers nothing, although the control was answered; `unclear` if it does not answer any Ping.
 */
export function linkFate(observation: Observation, { control }: Pick<JudgeContext, 'control'>): LinkFate {
  if (repliesTo(observation, ASKED)) return 'alive'
  const closed = observation.link?.frames.some(
    ({ opcode, payload }) =>
      opcode === OPCODE.close && payload.length >= 2 && FAILED_WITH.includes(payload.readUInt16BE(0)),
  )
  return closed || repliesTo(control, ASKED) ? 'failed' : 'unclear'
}

/** Why the state of the link is unclear, in words. */
export const NO_PING_ANSWERED = 'the target answers no Ping, so it does not show whether the body was read'

/** 12.02, 12.08: after a 101 the server has read the body as a body. If it read the body as frames, that is contested. */
export const bodyWasRead: Check = (observation, context) => {
  if (!opensWebSocket(observation)) return null
  const fate = linkFate(observation, context)
  if (fate === 'unclear') return { verdict: 'observed', because: NO_PING_ANSWERED }
  return fate === 'alive'
    ? null
    : { verdict: 'contested', got: 'the Ping after the body was not answered', because: '' }
}

/**
 * 12.03, 12.12: the server does not answer the Ping that is part of the body.
 * @param because the words of the requirement, with its clause
 */
export function bodyIsNoFrame(because: string): Check {
  return (observation, { vars }) =>
    repliesTo(observation, Buffer.from(vars.random))
      ? { verdict: 'fail', got: 'the Ping inside the body was answered', because }
      : null
}

/** True where a Pong came to a Ping of a body, whose payload is random, in a script that sends no other Ping. */
export function answersBody({ link }: Observation): boolean {
  return link?.frames.some(({ opcode, payload }) => opcode === OPCODE.pong && payload.length > ASKED.length) ?? false
}
