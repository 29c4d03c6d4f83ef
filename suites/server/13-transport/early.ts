import type { Part } from '../../../harness/case/case'
import type { Check } from '../../../harness/case/expectation'
import type { Step } from '../../../harness/case/script'
import { statusOf } from '../../../harness/judge/answer'
import { observed } from '../../../harness/judge/expectations'
import { OPCODE, writeFrame } from '../../../harness/wire/websocket/frame'
import { readMessages } from '../../../harness/wire/websocket/messages'
import { closeCode, hasEnded, hasText } from '../parts/link'

const MASK = Buffer.from('1a2b3c4d', 'hex')

/** A masked text as octets to send with the handshake. */
function text(payload: string): string {
  return writeFrame({ opcode: OPCODE.text, payload }, MASK).toString('latin1')
}

/** The text that is sent before the 101, and one behind it: once that comes back, so has the first, or it never will. */
const FIRST = 'wsspec-early'
const SECOND = 'wsspec-late'

/** A masked text frame that is sent before the 101 has come. */
export const EARLY = text(FIRST)

/** 13.19: 64 masked text frames of 1 KB. */
export const FLOOD = text('x'.repeat(1016)).repeat(64)

/** As much of the echoes as results keep, so that they hold the same each time. */
export const untilPlenty: Step = { do: 'await', octets: ({ length }) => length >= 4096, within: 500 }

/** What became of a frame that was sent before the 101. */
const tellsEarly: Check = (observation) => {
  if (statusOf(observation) !== 101) return { verdict: 'observed', got: 'refused', because: '' }
  const code = closeCode(observation)
  if (hasText(observation, FIRST)) return { verdict: 'observed', got: 'the early text was echoed', because: '' }
  if (code !== null || hasEnded(observation)) {
    const because = 'interop: a well-formed frame came apart, and the link was failed'
    return { verdict: 'observed', got: code === null ? 'closed' : `Close ${code}`, because }
  }
  if (hasText(observation, SECOND)) {
    const because = 'interop: a frame that TCP joins to the handshake is lost without a word'
    return { verdict: 'observed', got: 'the early text was dropped', because }
  }
  return { verdict: 'observed', got: 'no echo, of a later text neither', because: 'interop: the link hangs' }
}

/** A script that begins with these steps, one of which sends the early text. */
export function early(steps: readonly Step[]): Pick<Part, 'steps' | 'expect'> {
  const late: Step[] = [
    { do: 'answer' },
    { do: 'onlyIf', says: 'it was answered 101', answer: ({ final }) => final?.head.status === 101 },
    { do: 'frame', frame: { opcode: OPCODE.text, payload: SECOND } },
    { do: 'await', link: (link) => hasText({ link }, SECOND), within: 2000 },
  ]
  return { steps: [...steps, ...late], expect: observed({ says: 'taken, refused or dropped', checks: [tellsEarly] }) }
}

/** 13.19: what became of the frames. */
export const tellsFlood: Check = (observation) => {
  if (statusOf(observation) !== 101) return { verdict: 'observed', got: 'refused', because: '' }
  const code = closeCode(observation)
  const echoed = readMessages(observation.link?.frames ?? []).length
  const got = echoed > 0 ? 'echoes came' : code === null ? 'no echo' : `Close ${code}`
  return { verdict: 'observed', got, because: '' }
}
