import type { FieldLine } from '../harness/case/http-message'
import { maskStray } from '../harness/run/masking/words'
import { isToken, sameName, trimOws } from '../harness/wire/http1/fields'
import { UsageError } from './usage-error'

/** The fields that wsspec or another flag sets, and what to do instead of giving them as a header. */
const RESERVED: readonly [string, string][] = [
  ['Host', 'put the host into the URL; --connect HOST:PORT sets where to connect'],
  ['Upgrade', 'leave it out'],
  ['Connection', 'leave it out'],
  ['Sec-WebSocket-Key', 'leave it out'],
  ['Sec-WebSocket-Version', 'leave it out'],
  ['Origin', 'use --origin'],
  ['Sec-WebSocket-Protocol', 'use --subprotocol'],
]

/**
 * A field line to send in every handshake.
 * @param label the name of the field in the error, which never shows the value
 * @throws {UsageError} if it is not a field line, or the handshake sets this field itself.
 */
export function readFieldLine(name: string, value: string, label: string): FieldLine {
  if (!isToken(name)) throw new UsageError(`${label}: this is not a field name; write 'Name: value'`)
  if (/[\0\r\n]/.test(value)) throw new UsageError(`${label}: a field value must not contain CR, LF or NUL; remove it`)
  const reserved = RESERVED.find(([each]) => sameName(each, name))
  if (reserved) throw new UsageError(`${label}: wsspec sets ${reserved[0]} itself; ${reserved[1]}`)
  return { name, value: Buffer.from(trimOws(value), 'utf8').toString('latin1') }
}

/**
 * The name of a subprotocol.
 * @param label the flag or field that gives the name, for the error
 * @throws {UsageError} if it is not a token (RFC 9110 5.6.2).
 */
export function readSubprotocol(name: string, label: string): string {
  if (isToken(name)) return name
  throw new UsageError(`${label} ${name}: this is not a token (RFC 9110 5.6.2); give each name separately`)
}

/**
 * An Origin: a serialised origin (RFC 6454 6.1), or `null`.
 * @param label the flag or field that gives it, for the error
 * @throws {UsageError} if it is neither.
 */
export function readOrigin(text: string, label: string): string {
  if (text === 'null' || /^[a-z][a-z0-9+.-]*:\/\/(?:(?![/?#])[!-~])+$/i.test(text)) return text
  throw new UsageError(
    `${label} ${maskStray(text)}: this is not an origin (RFC 6454 6.1); write scheme://host:port without a path`,
  )
}
