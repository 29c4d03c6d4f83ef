import type { Part } from '../../../../harness/case/case'
import type { Check } from '../../../../harness/case/expectation'
import type { Step } from '../../../../harness/case/script'
import { observed } from '../../../../harness/judge/expectations'
import { OPCODE, writeFrame } from '../../../../harness/wire/websocket/frame'
import { closeCode, hasEnded, hasText } from '../../parts/link'

const MASK = Buffer.from('1a2b3c4d', 'hex')

/** A masked text as octets to send with the handshake. */
export function maskedText(payload: string): string {
  return writeFrame({ opcode: OPCODE.text, payload }, MASK).toString('latin1')
}

/** The text that is sent before the 101, and one behind it: once that comes back, so has the first, or it never will. */
const EARLY_TEXT = 'wsspec-early'

const LATE_TEXT = 'wsspec-late'

/** A masked text frame that is sent before the 101 has come. */
export const EARLY_FRAME = maskedText(EARLY_TEXT)

/** What became of a frame that was sent before the 101. */
const recordsEarlyText: Check = (observation) => {
  if (!observation.opened) return { verdict: 'observed', got: 'refused', because: '' }
  const code = closeCode(observation)
  if (hasText(observation, EARLY_TEXT)) return { verdict: 'observed', got: 'the early text was echoed', because: '' }
  if (code !== null || hasEnded(observation)) {
    const because = 'interop: a well-formed frame came apart, and the link was failed'
    return { verdict: 'observed', got: code === null ? 'closed' : `Close ${code}`, because }
  }
  if (hasText(observation, LATE_TEXT)) {
    const because = 'interop: a frame that TCP joins to the handshake is lost without a word'
    return { verdict: 'observed', got: 'the early text was dropped', because }
  }
  return { verdict: 'observed', got: 'no echo, of a later text neither', because: 'interop: the link hangs' }
}

/** A script that begins with these steps, one of which sends the early text. */
export function thenEarlyText(steps: readonly Step[]): Pick<Part, 'steps' | 'expect'> {
  const late: Step[] = [
    { do: 'answer' },
    { do: 'onlyIf', says: 'it was answered 101', answer: ({ opened }) => opened },
    { do: 'frame', frame: { opcode: OPCODE.text, payload: LATE_TEXT } },
    { do: 'await', link: (link) => hasText({ link }, LATE_TEXT), within: 2000 },
  ]
  return {
    steps: [...steps, ...late],
    expect: observed({ says: 'taken, refused or dropped', checks: [recordsEarlyText] }),
  }
}
