import type { Profile } from './profile'

/** The variables of one connection, on which a request may depend. `key`, `otherKey` and `random` are fresh for each. */
export interface Vars {
  /** The host part of `host`, in brackets where it is an IPv6 address. */
  hostname: string
  /** The port part of `host`; empty where it is the scheme's default. */
  port: string
  profile: Profile
  /** The Host value: the target's authority, with a port that is not the scheme's default (RFC 6455 4.1). */
  host: string
  /** Path and query of the target. */
  resource: string
  /** Two Sec-WebSocket-Key values: base64 of 16 random bytes. */
  key: string
  otherKey: string
  /** A token that no server knows. */
  random: string
  /** The subprotocols that the target is known to speak; a case that reads them needs `subprotocols`. */
  subprotocols: readonly string[]
  /** The ASCII serialisation of the origin that the target accepts: the declared one, or its own. */
  origin: string
  tls: boolean
  /** --thorough: send whole sets instead of samples. */
  thorough?: boolean
}

/** A value, or a function that gives it for the variables of a connection. */
export type Value<T> = T | ((vars: Vars) => T)

/** Gives a value for the variables of one connection. */
export function resolve<T>(value: Value<T>, vars: Vars): T {
  return typeof value === 'function' ? (value as (vars: Vars) => T)(vars) : value
}
