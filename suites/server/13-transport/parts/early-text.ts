import type { Part } from '../../../../harness/case/case'
import type { Check } from '../../../../harness/case/check'
import type { Step } from '../../../../harness/case/script'
import { observed } from '../../../../harness/judge/expectations'
import { OPCODE, writeFrame } from '../../../../harness/wire/websocket/frame'
import { closeCode, hasEnded, hasText } from '../../parts/link'

const MASK = Buffer.from('1a2b3c4d', 'hex')

/** The bytes of a masked text frame (Latin-1), to be sent with the handshake. */
export function maskedText(payload: string): string {
  return writeFrame({ opcode: OPCODE.text, payload }, MASK).toString('latin1')
}

/** The text that is sent before the 101. */
const EARLY_TEXT = 'wsspec-early'

/** The text that is sent after the 101. When its echo arrives, the echo of the early text has arrived or never will. */
const LATE_TEXT = 'wsspec-late'

/** The frame that is sent before the 101. */
export const EARLY_FRAME = maskedText(EARLY_TEXT)

/** Records what the server did with the early text. */
const recordsEarlyText: Check = (observation) => {
  if (!observation.opened) return { verdict: 'observed', got: 'refused', because: '' }
  const code = closeCode(observation)
  if (hasText(observation, EARLY_TEXT)) return { verdict: 'observed', got: 'the early text was echoed', because: '' }
  if (code !== null || hasEnded(observation)) {
    const because = 'interop: the server failed the link, although the frame was valid'
    return { verdict: 'observed', got: code === null ? 'closed' : `Close ${code}`, because }
  }
  if (hasText(observation, LATE_TEXT)) {
    const because = 'interop: the server lost a frame that was in the same segment as the handshake'
    return { verdict: 'observed', got: 'the early text was dropped', because }
  }
  return { verdict: 'observed', got: 'no echo, not even of a later text', because: 'interop: the link does not work' }
}

/**
 * The script and the expectation of a part that sends the early text.
 * @param steps the first steps; one of them sends the early text
 */
export function thenEarlyText(steps: readonly Step[]): Pick<Part, 'steps' | 'expect'> {
  const late: Step[] = [
    { do: 'answer' },
    { do: 'onlyIf', says: 'it was answered 101', answer: ({ opened }) => opened },
    { do: 'frame', frame: { opcode: OPCODE.text, payload: LATE_TEXT } },
    { do: 'await', link: (link) => hasText({ link }, LATE_TEXT), within: 2000 },
  ]
  return {
    steps: [...steps, ...late],
    expect: observed({ says: 'a refusal, or 101 with the early text received or dropped', checks: [recordsEarlyText] }),
  }
}
