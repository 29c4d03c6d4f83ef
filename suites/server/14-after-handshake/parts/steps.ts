import type { FrameSpec, Step } from '../../../../harness/case/script'

/** The correct handshake and its 101, then these. */
export function handshakeThen(...steps: Step[]): readonly Step[] {
  return [{ do: 'send' }, { do: 'answer' }, ...steps]
}

/** Sends one frame. */
export function frame(spec: FrameSpec): Step {
  return { do: 'frame', frame: spec }
}

/** Sends two frames in one write, so that where TCP cuts them decides nothing about what a server makes of the second. */
export function frames(first: FrameSpec, second: FrameSpec): Step {
  return { do: 'frame', frame: first, joined: second }
}
