import type { FrameRun } from './frame'
import type { Answer } from './http-message'
import type { Recording } from './recording'

/** A recording read as HTTP and WebSocket. It is what the judge sees of a connection. */
export interface Observation {
  recording: Recording
  /** The bytes received, in order: all of them, or the first where more came than is kept. */
  received: Buffer
  /** The answer to each request that was sent. The first is judged, unless a check says otherwise. */
  answers: [Answer, ...Answer[]]
  /** Whether the first answer opened. */
  opened: boolean
  /** The frames on the link; null where no answer opened. Only the last answer of a connection can open. */
  link: FrameRun | null
}
