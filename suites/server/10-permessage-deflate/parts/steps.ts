import type { Frame, FrameRun, FrameSpec } from '../../../../harness/case/frame'
import type { Answer } from '../../../../harness/case/http-message'
import type { Step } from '../../../../harness/case/script'
import { OPCODE } from '../../../../harness/wire/websocket/frame'
import { readReplies } from '../../../../harness/wire/websocket/replies'
import { type Agreement, agreementOf } from './agreement'

/**
 * Sends the handshake and, if permessage-deflate was agreed on, the frames.
 * @param says the condition in words
 * @param also a further condition on the agreement
 */
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

/** How long a reply, or the end of the connection, may take, ms. */
export const WITHIN_MS = 5000

/** True for a Close frame. */
export function isClose(frame?: Frame): boolean {
  return frame?.opcode === OPCODE.close
}

function hasClose({ frames }: FrameRun): boolean {
  return frames.some(isClose)
}

/** Waits until the server has sent each of the texts back, has closed, or has sent something invalid. */
export function untilEchoed(...texts: string[]): Step {
  const wanted = texts.map((text) => Buffer.from(text))
  const link = (run: FrameRun) => {
    const replies = readReplies(run)
    const echoed = wanted.every((text) => replies.some(({ octets }) => octets.equals(text)))
    return echoed || hasClose(run) || run.fault !== null || replies.some(({ fault }) => fault !== null)
  }
  return { do: 'await', link, within: WITHIN_MS }
}

/** Waits until the server has sent the text back twice, has closed, or has sent something invalid. Each reply is read with an empty window. */
export function untilEchoedTwice(text: string): Step {
  const wanted = Buffer.from(text)
  const link = (run: FrameRun) => {
    const replies = readReplies(run, 'empty')
    const isEchoed = replies.filter(({ octets }) => octets.equals(wanted)).length >= 2
    return isEchoed || hasClose(run) || run.fault !== null || replies.some(({ fault }) => fault !== null)
  }
  return { do: 'await', link, within: WITHIN_MS }
}

/** Waits until the server closes, or until `instead` is true of the frames: it did something that it must not do. */
export function untilClosedOr(instead: (link: FrameRun) => boolean, within = WITHIN_MS): Step {
  return { do: 'await', link: (run) => hasClose(run) || instead(run), within }
}
