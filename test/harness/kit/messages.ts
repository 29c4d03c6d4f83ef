import type { FrameSpec } from '../../../harness/case/frame'
import { acceptFor } from '../../../harness/wire/websocket/accept'
import { writeFrame } from '../../../harness/wire/websocket/frame'
import { KEY } from './vars'

/** A correct 101 for a key, as Latin-1. `fields` replace its fields by name or add to them; null removes one. */
export function switching(key = KEY, fields: Record<string, string | null> = {}): string {
  const lines = { Upgrade: 'websocket', Connection: 'Upgrade', 'Sec-WebSocket-Accept': acceptFor(key), ...fields }
  const text = Object.entries(lines).flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}\r\n`]))
  return `HTTP/1.1 101 Switching Protocols\r\n${text.join('')}\r\n`
}

/** A response with a Content-Length, as Latin-1; `fields` are further lines. */
export function plain(status: number, body = '', fields = ''): string {
  return `HTTP/1.1 ${status} Word\r\n${fields}Content-Length: ${body.length}\r\n\r\n${body}`
}

/** The bytes of a frame from a server, unmasked. */
export function serverFrame(opcode: number, payload: string | Buffer = '', more: Partial<FrameSpec> = {}): Buffer {
  return writeFrame({ opcode, payload, mask: false, ...more }, Buffer.alloc(4))
}

/** The Pong that answers the Ping of `alive`. */
export const PONG = serverFrame(10, 'wsspec')
