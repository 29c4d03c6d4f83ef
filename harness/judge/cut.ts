import type { Answer } from '../case/http-message'
import type { Observation } from '../case/observation'

/** Why an answer that was not read to its end proves little. */
export const PARTLY_READ = 'the answer has more field lines or interim responses than wsspec reads (2,000 and 1,000)'

/** Why there is no evidence for what would have come on a connection that wsspec ended. */
export const FLOODED = 'the target sent more on this connection than wsspec reads'

/** True for a response that is longer than wsspec reads: what came after it, and how it ended, is not known. */
export function isCutResponse({ recording, opened, answers: [first] }: Observation): boolean {
  return recording.overflow && !opened && first.final !== null
}

/** The steps that a deadline or a flood cut short, by kind. The wait for an answer has no limit but these. */
export function cutSteps({ recording: { marks, overflow } }: Observation): string[] {
  return marks.filter(({ cut, what }) => cut && (overflow || what !== 'answer')).map(({ what }) => what)
}

function isPartlyRead({ cut, interim, final }: Answer): boolean {
  return cut === true || [...interim, ...(final ? [final.head] : [])].some((head) => head.cut)
}

/** True where no answer has more field lines or interim responses than are read. */
function areWhollyRead({ answers }: Observation): boolean {
  return !answers.some(isPartlyRead)
}

/** The part of the exchange that wsspec did not read, in words; null where it read all of it, or the rest came after the script. */
function unread(observation: Observation): string | null {
  if (observation.recording.overflow && cutSteps(observation).length > 0) return FLOODED
  return areWhollyRead(observation) ? null : PARTLY_READ
}

/**
 * Why there is no evidence for a verdict that rests on what did not come, in words; null where there is. A pass that rests
 * on a wait which the deadline cut short holds: the server had that time.
 * @param isFinding whether the verdict is against the target
 */
export function missingEvidence(observation: Observation, isFinding: boolean): string | null {
  const missing = unread(observation)
  if (missing !== null || !isFinding) return missing
  if (cutSteps(observation).length > 0) return 'the deadline of the case cut a wait short (--timeout)'
  const { frames = [], leftOut = 0 } = observation.link ?? {}
  return leftOut > 0 || frames.some(({ cut }) => cut) ? 'wsspec keeps only a part of so many frames' : null
}

/** How much of an observation wsspec read. */
export interface Reading<Observed> {
  /** False where only a part of it was read: it is left out. */
  isWhole: (observation: Observed) => boolean
  /** True where what came after it is not known. */
  isCut: (observation: Observed) => boolean
}

/** How much of the answers of a server wsspec read. */
export const ANSWER_READING: Reading<Observation> = { isWhole: areWhollyRead, isCut: isCutResponse }
