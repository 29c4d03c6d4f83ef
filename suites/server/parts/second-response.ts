import type { Check } from '../../../harness/case/check'
import { rfc9110 } from '../../../harness/case/clause'
import type { Observation } from '../../../harness/case/observation'
import { shown } from '../../../harness/judge/shown-text'
import { reasonOf } from './reason'

/** HTTP ends with the 101. */
export const newProtocolFollows = rfc9110('15.2.2', '', 'which protocol(s) will be in effect after this response')

const STATUS_LINE = /(?:^|\n)(HTTP\/\d\.\d \d{3}[^\r\n]*)/

/** The bytes after the 101 that are not frames, as Latin-1, from the first of them; null when all are frames. */
export function notFrames({ link }: Observation): string | null {
  return link?.fault ? link.after.toString('latin1') : null
}

/** The first status line among the bytes after a 101 that are not frames; null when there is none. */
export function statusLineAfterSwitch(observation: Observation): string | null {
  return STATUS_LINE.exec(notFrames(observation) ?? '')?.[1] ?? null
}

/** True when there is a status line in the bytes received after the last answer, for the step `await`. */
export function hasStatusLine(after: Buffer): boolean {
  return STATUS_LINE.test(after.toString('latin1'))
}

/** No HTTP response follows the 101 (RFC 9110 7.8, 15.2.2). Other bytes that are not frames are 7.09. */
export const noSecondResponse: Check = (observation) => {
  const line = statusLineAfterSwitch(observation)
  if (line === null) return null
  return { verdict: 'fail', got: `"${shown(line)}" after the 101`, because: reasonOf(newProtocolFollows) }
}
