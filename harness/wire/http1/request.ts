import type { Edit } from '../../case/edit'
import type { FieldLine } from '../../case/http-message'
import type { SentRequest } from '../../case/recording'
import type { Vars } from '../../case/vars'
import { type BaseFields, editedHandshake, type HandshakeField, type HandshakeRequest } from '../handshake'
import { trimOws } from './fields'

/** A field as a line, without its CRLF. */
function lineOf({ name, value }: HandshakeField): string {
  return typeof value === 'string' ? `${name}: ${value}` : value.line
}

/** What a recipient reads in a line: nothing where there is no colon or no name before it. */
function readLine(line: string): FieldLine[] {
  const colon = line.indexOf(':')
  return colon > 0 ? [{ name: trimOws(line.slice(0, colon)), value: trimOws(line.slice(colon + 1)) }] : []
}

/**
 * Renders a handshake as the text of an HTTP/1.1 request (RFC 9112 2.1).
 * @returns the bytes, and the fields that a recipient reads in them; where `rewrite` changes the text, those before it
 */
export function renderRequest({ method, target, version, fields, body, rewrite }: HandshakeRequest): SentRequest {
  const lines = fields.map(lineOf)
  const text = [`${method} ${target} ${version}`, ...lines, '', ''].join('\r\n') + body
  return { octets: Buffer.from(rewrite ? rewrite(text) : text, 'latin1'), method, fields: lines.flatMap(readLine) }
}

/** A correct handshake with one edit, as HTTP/1.1: editedHandshake and renderRequest in one. */
export function handshake(vars: Vars, baseFields: BaseFields, edit?: Edit): SentRequest {
  return renderRequest(editedHandshake(vars, baseFields, edit))
}
