import type { FieldLine } from '../harness/case/http-message'
import { isToken, sameName, trimOws } from '../harness/wire/http1/fields'
import { UsageError } from './usage-error'

/** Fields that a handshake already has, or that a flag of their own sets; with what to do instead. */
const TAKEN: readonly [string, string][] = [
  ['Host', 'put the host into the URL, and --connect HOST:PORT says where to connect'],
  ['Upgrade', 'leave it out'],
  ['Connection', 'leave it out'],
  ['Sec-WebSocket-Key', 'leave it out'],
  ['Sec-WebSocket-Version', 'leave it out'],
  ['Origin', 'use --origin'],
  ['Sec-WebSocket-Protocol', 'use --subprotocol'],
]

/**
 * A field line that every handshake carries; `label` is what stands in an error, which never shows the value.
 * @throws {UsageError} where it is none, or the handshake has its own.
 */
export function readFieldLine(name: string, value: string, label: string): FieldLine {
  if (!isToken(name)) throw new UsageError(`${label}: this is no field name; write 'Name: value'`)
  if (/[\0\r\n]/.test(value)) throw new UsageError(`${label}: a field value has no CR, LF or NUL; take it out`)
  const taken = TAKEN.find(([each]) => sameName(each, name))
  if (taken) throw new UsageError(`${label}: the handshake has its own ${taken[0]}; ${taken[1]}`)
  return { name, value: Buffer.from(trimOws(value), 'utf8').toString('latin1') }
}

/**
 * The name of a subprotocol that a target speaks; `label` is what named it, for messages.
 * @throws {UsageError} where it is no token (RFC 9110 5.6.2).
 */
export function readSubprotocol(name: string, label: string): string {
  if (isToken(name)) return name
  throw new UsageError(`${label} ${name}: this is no token (RFC 9110 5.6.2); give one name, and each by itself`)
}

/**
 * The Origin that a target accepts; `label` is what named it, for messages.
 * @throws {UsageError} where it is no serialised origin (RFC 6454 6.1).
 */
export function readOrigin(text: string, label: string): string {
  if (text === 'null' || /^[a-z][a-z0-9+.-]*:\/\/(?:(?![/?#])[!-~])+$/i.test(text)) return text
  throw new UsageError(`${label} ${text}: this is no origin (RFC 6454 6.1); write scheme://host:port without a path`)
}
