import type { RequestHead } from './client-observation'
import type { FieldEdit } from './edit'
import type { FrameSpec } from './frame'

/** What the answer to one request may depend on. */
export interface ReplyVars {
  /** The request that is answered. Expectations and replies that depend on an offer read it here. */
  request: RequestHead
  /** Its Sec-WebSocket-Key without whitespace around; empty where it has none. */
  key: string
  /** The right Sec-WebSocket-Accept for that key. */
  accept: string
  /** The key of the last handshake before this one in the run; empty for the first. */
  previousKey: string
  /** 20 random bytes in base64: an Accept of nothing. */
  randomAccept: string
  /** Where the server listens, `127.0.0.1:41234` or, for a wss: URL, `localhost:41234`, and the path of this attempt. */
  host: string
  /** Where the server listens without TLS. */
  clearHost: string
  path: string
  /** Another origin that answers alike: `127.0.0.1:41235`. */
  elsewhere: string
}

/** A value, or a function that gives it for one request. */
export type ReplyValue<T> = T | ((vars: ReplyVars) => T)

/**
 * One change to the right answer: 101 with Upgrade, Connection and Sec-WebSocket-Accept. Strings are Latin-1, one
 * character a byte.
 */
export interface ReplyEdit {
  /** The whole status line, without its CRLF. */
  statusLine?: ReplyValue<string>
  /** By field name: null removes the field, a list sends several lines. New fields go to the end. */
  fields?: Readonly<Record<string, ReplyValue<FieldEdit | FieldEdit[] | null>>>
  /** Gives the order of the field lines from their names; names that it leaves out go to the end. */
  order?: (names: string[]) => string[]
  /** Gives the spelling of each field name. */
  spell?: (name: string) => string
  /** Bytes in the same write after the header section. */
  body?: ReplyValue<string>
  /** Changes the rendered text, after all other edits. */
  text?: (rendered: string, vars: ReplyVars) => string
  /** Frames in the same write, after everything else. */
  frames?: readonly FrameSpec[]
}

/**
 * The kinds of steps that answer a client, by the name that a step has in `do`. Each file in harness/serve/steps adds its
 * own kind here.
 */
// biome-ignore lint/suspicious/noEmptyInterface: the files in harness/serve/steps fill it.
export interface ReplyStepKinds {}

/** A step of the script that answers one request. All times are milliseconds. */
export type ReplyStep = ReplyStepKinds[keyof ReplyStepKinds]
