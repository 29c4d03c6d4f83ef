import type { Value, Vars } from './vars'

/** What an edit makes of a field: its value, or with `{ line }` the whole line of HTTP/1.1 without its CRLF. */
export type FieldEdit = string | { line: string }

/**
 * One change to the correct handshake request. Strings are Latin-1, one character a byte ('\xe9').
 * An edit is data about a request line and fields, so that it can also be sent over HTTP/2 and HTTP/3. An edit of the text
 * (`text`, `version`, `spell`, `{ line }`) is for HTTP/1.1 only.
 */
export interface Edit {
  method?: string
  target?: Value<string>
  /** The protocol version in the request line. */
  version?: string
  /** By field name, compared case-insensitively: null removes the field, a list sends several lines. New fields go to the end. */
  fields?: Record<string, Value<FieldEdit | FieldEdit[] | null>>
  /** Cookies that are added to those of the target: `a=b; c=d`. */
  cookies?: string
  /** Gives the order of the field lines from their names in the request; names that it leaves out go to the end. */
  order?: (names: string[]) => string[]
  /** Gives the spelling of each field name. */
  spell?: (name: string) => string
  /** Bytes after the header section. */
  body?: Value<string>
  /** Leaves out the fields that the target adds to a correct handshake. */
  bare?: boolean
  /** Changes the rendered text, after all other edits. */
  text?: (rendered: string, vars: Vars) => string
}
