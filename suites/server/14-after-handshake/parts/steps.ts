import type { FrameSpec } from '../../../../harness/case/frame'
import type { Step } from '../../../../harness/case/script'

/** Sends the correct handshake, waits for the answer, and does these steps. */
export function handshakeThen(...steps: Step[]): readonly Step[] {
  return [{ do: 'send' }, { do: 'answer' }, ...steps]
}

/** Sends one frame. */
export function frame(spec: FrameSpec): Step {
  return { do: 'frame', frame: spec }
}

/** Sends two frames in one write, so that TCP segments do not decide what the server does with the second frame. */
export function frames(first: FrameSpec, second: FrameSpec): Step {
  return { do: 'frame', frame: first, joined: second }
}
