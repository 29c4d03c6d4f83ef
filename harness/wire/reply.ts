import type { ReplyEdit, ReplyValue, ReplyVars } from '../case/reply'
import { type HandshakeField, orderFields, replaceField, spellField } from './field-edits'
import { writeFrame } from './websocket/frame'

const NO_MASK = Buffer.alloc(4)

/** The value of an edit for one request. */
export function replied<T>(value: ReplyValue<T>, vars: ReplyVars): T {
  return typeof value === 'function' ? (value as (vars: ReplyVars) => T)(vars) : value
}

/** The fields of the right answer (RFC 6455 4.2.2). No extension and no subprotocol: a server need not choose any. */
function rightFields({ accept }: ReplyVars): readonly HandshakeField[] {
  return [
    { name: 'Upgrade', value: 'websocket' },
    { name: 'Connection', value: 'Upgrade' },
    { name: 'Sec-WebSocket-Accept', value: accept },
  ]
}

function lineOf({ name, value }: HandshakeField): string {
  return typeof value === 'string' ? `${name}: ${value}` : value.line
}

/**
 * Renders the answer to a request: the right 101 with one edit.
 * @returns its bytes, as they go out in one write
 */
export function renderReply(vars: ReplyVars, edit: ReplyEdit = {}): Buffer {
  let fields = rightFields(vars)
  for (const [name, value] of Object.entries(edit.fields ?? {}))
    fields = replaceField(fields, name, replied(value, vars))
  if (edit.order) fields = orderFields(fields, edit.order)
  const { spell, text } = edit
  if (spell) fields = fields.map((field) => spellField(field, spell))
  const statusLine = replied(edit.statusLine ?? 'HTTP/1.1 101 Switching Protocols', vars)
  const rendered = [statusLine, ...fields.map(lineOf), '', ''].join('\r\n') + replied(edit.body ?? '', vars)
  const head = Buffer.from(text ? text(rendered, vars) : rendered, 'latin1')
  return Buffer.concat([head, ...(edit.frames ?? []).map((frame) => writeFrame({ mask: false, ...frame }, NO_MASK))])
}
