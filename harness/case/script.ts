import type { Answer, FrameRun } from './observation'
import type { Edit, Value, Vars } from './request'

/** What a frame to send looks like; `mask` false makes the unmasked frame that a client may not send (RFC 6455 5.1). */
export interface FrameSpec {
  opcode: number
  payload?: Buffer | string
  fin?: boolean
  /** RSV1 4, RSV2 2, RSV3 1. */
  rsv?: number
  mask?: boolean | Buffer
}

/**
 * A step of a script over one connection. Times are milliseconds.
 * - `send` writes the request that `edit` makes (without it: the part's own), or its octets `from`..`to` as Buffer.subarray
 *   counts them; with `everyMs` one octet per write, that far apart.
 * - `flood` writes `octets` again and again until the peer answers or ends, or `most` octets or `ms` are over.
 * - `stopReading` leaves the receive window to fill for `ms`.
 * - `answer` waits for a final response, at most `within`, its content included where framing tells its end.
 * - `alive` finds out whether the link behind a 101 speaks WebSocket: a Ping, or what probing found to be answered.
 * - `frame` sends one frame, and `joined` another in the same write; behind a refusal only where `refused` says so. `write` octets (Latin-1).
 * - `await` waits until a whole frame that matches has come, with `octets` what matches behind the last answer, with
 *   `link` until that is true of the frames behind it, with `end` the end of the connection.
 * - `watch` waits through a window in which nothing may happen: max(250, 10 x the control's slowest answer), at most `ms`.
 * - `pause`, `halfClose`, `reset` do what they say. `unlessClosing` goes on only where the connection may be used again,
 *   `onlyIf` only where that is true of the last answer and the variables; `says` puts it in words.
 */
export type Step =
  | { do: 'send'; edit?: Edit; from?: number; to?: number; everyMs?: number }
  | { do: 'flood'; octets: Value<string>; most: number; ms: number }
  | { do: 'stopReading'; ms: number }
  | { do: 'answer'; within?: number }
  | { do: 'alive' }
  | { do: 'frame'; frame: FrameSpec; joined?: FrameSpec; refused?: true }
  | { do: 'write'; octets: Value<string> }
  | {
      do: 'await'
      frame?: (payload: Buffer, opcode: number) => boolean
      octets?: (behind: Buffer) => boolean
      link?: (link: FrameRun) => boolean
      end?: true
      within: number
    }
  | { do: 'watch'; ms: number }
  | { do: 'pause'; ms: number }
  | { do: 'unlessClosing' }
  | { do: 'onlyIf'; says: string; answer: (answer: Answer, vars: Vars) => boolean }
  | { do: 'halfClose' }
  | { do: 'reset' }

/** The script of a plain case: the request, its answer, and behind a 101 a sign of life. */
export const HANDSHAKE: readonly Step[] = [{ do: 'send' }, { do: 'answer' }, { do: 'alive' }]
