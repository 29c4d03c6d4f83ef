import type { Profile } from './profile'

/** What a stimulus may depend on; fresh for each connection where it is a nonce. */
export interface Vars {
  /** The host part of `host`, in brackets where it is an IPv6 address, and its port, empty where it is the scheme's default. */
  hostname: string
  port: string
  profile: Profile
  /** The Host value: the target's authority, with a port that is not the scheme's default (RFC 6455 4.1). */
  host: string
  /** Path and query of the target. */
  resource: string
  /** Two fresh Sec-WebSocket-Key values: base64 of 16 random octets. */
  key: string
  otherKey: string
  /** A fresh token that no server knows. */
  random: string
  /** Subprotocols the target is known to speak; a case that reads them needs `subprotocols`. */
  subprotocols: readonly string[]
  /** The ASCII serialisation of the origin that the target accepts: the declared one, or its own. */
  origin: string
  tls: boolean
  /** Whole sets instead of samples are asked for (--thorough). */
  thorough?: boolean
}

/** A value, or how it follows from the variables of the connection. */
export type Value<T> = T | ((vars: Vars) => T)

/** A value for the variables of one connection. */
export function resolve<T>(value: Value<T>, vars: Vars): T {
  return typeof value === 'function' ? (value as (vars: Vars) => T)(vars) : value
}

/** A field line: its value after `Name: `, or with `{ line }` the whole line as it goes out, without its CRLF. */
export type FieldEdit = string | { line: string }

/**
 * One change to the correct handshake request. Octets stand as Latin-1 characters ('\xe9' is one octet).
 * It is data about a request line and fields, not a string, so that it can be sent over HTTP/2 and HTTP/3 too.
 */
export interface Edit {
  method?: string
  target?: Value<string>
  version?: string
  /** By field name, compared case-insensitively: null leaves the field out, a list sends several lines. New names go to the end. */
  fields?: Record<string, Value<FieldEdit | FieldEdit[] | null>>
  /** Cookies that are added to those of the target: `a=b; c=d`. */
  cookies?: string
  /** The order of the field lines, from their names as they stand; those it leaves out go to the end. */
  order?: (names: string[]) => string[]
  /** How each field name is written. */
  spell?: (name: string) => string
  /** Octets behind the header section. */
  body?: Value<string>
  /** Leaves out what the target profile adds to BASE. */
  bare?: boolean
  /** The last word, on the rendered text: for the cases that are about text. */
  text?: (rendered: string, vars: Vars) => string
}
