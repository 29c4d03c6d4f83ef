import { createHash } from 'node:crypto'
import type { ClientFunctions, Opening } from './functions'

/** The status line and header section of a response. Values have no whitespace around them; names are in lower case. */
export interface Head {
  readonly status: number
  readonly fields: readonly (readonly [name: string, value: string])[]
}

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/
const STATUS_LINE = /^HTTP\/\d\.\d (\d{3}) [^\r\n]*$/

/** `A` to `Z` in lower case, and every other character as it is. RFC 6455 2.1. */
export function asciiLower(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
}

/** Without SP and HTAB around it. RFC 9110 5.5. */
export function trimmed(text: string): string {
  return text.replace(/^[ \t]+/, '').replace(/[ \t]+$/, '')
}

/** The empty line that ends a header section, and what is after it. RFC 9112 2.1. */
export function endOfHead(bytes: Buffer): { end: number; next: number } | undefined {
  const end = bytes.indexOf('\r\n\r\n')
  return end < 0 ? undefined : { end, next: end + 4 }
}

/** Lines that end in a bare LF have no CRLF at the end of their section. RFC 9112 2.2. */
export function hopeless(bytes: Buffer): string | undefined {
  return bytes.includes('\n\n') ? 'lines end in a bare LF' : undefined
}

/** Reads a status line and header section without the empty line. RFC 9112 4, 5; a folded line is one with SP. RFC 9112 5.2. */
export function readHead(text: string): Head | undefined {
  const [statusLine = '', ...lines] = text.replace(/\r\n[ \t]+/g, ' ').split('\r\n')
  const [, status] = STATUS_LINE.exec(statusLine) ?? []
  if (status === undefined) return undefined
  const fields: [string, string][] = []
  for (const line of lines) {
    const colon = line.indexOf(':')
    const name = line.slice(0, Math.max(0, colon))
    if (!TOKEN.test(name)) return undefined
    fields.push([asciiLower(name), trimmed(line.slice(colon + 1))])
  }
  return { status: Number(status), fields }
}

/** Every 1xx but 101 is followed by another response. RFC 9110 15.2. */
export function isInterim(status: number): boolean {
  return status >= 100 && status < 200 && status !== 101
}

/** RFC 6455 4.1 response item 1. */
export function opens(status: number): boolean {
  return status === 101
}

/** RFC 6455 4.1 response item 2: one value, and it is websocket. */
export function isUpgrade(lines: readonly string[]): boolean {
  return asciiLower(lines.join(', ')) === 'websocket'
}

/** RFC 6455 4.1 response item 3: a token of the list is Upgrade. Empty elements count for nothing. RFC 9110 5.6.1.2. */
export function isConnection(lines: readonly string[]): boolean {
  return lines
    .join(',')
    .split(',')
    .some((option) => asciiLower(trimmed(option)) === 'upgrade')
}

/** RFC 6455 4.1 response item 4. */
export function isAccept(lines: readonly string[], key: string): boolean {
  return (
    lines.join(', ') ===
    createHash('sha1')
      .update(key + GUID)
      .digest('base64')
  )
}

/** RFC 6455 4.1 response item 6. */
export function isSubprotocol(lines: readonly string[], offered: readonly string[]): boolean {
  return lines.length === 0 || (lines.length === 1 && offered.includes(lines[0] as string))
}

/** The subprotocol in use; empty for none. RFC 6455 4.1. */
export function subprotocolOf({ fields }: Head): string {
  return fields.find(([name]) => name === 'sec-websocket-protocol')?.[1] ?? ''
}

/** The checks of RFC 6455 4.1, in their order. */
export function objection(head: Head, { key, protocols }: Opening, client: ClientFunctions): string | undefined {
  const lines = (wanted: string) => head.fields.filter(([name]) => name === wanted).map(([, value]) => value)
  if (!client.opens(head.status)) return `status ${head.status}`
  if (!client.isUpgrade(lines('upgrade'))) return 'Upgrade is not websocket'
  if (!client.isConnection(lines('connection'))) return 'Connection does not list Upgrade'
  if (!client.isAccept(lines('sec-websocket-accept'), key)) return 'Sec-WebSocket-Accept is wrong'
  const agreed = client.agree(lines('sec-websocket-extensions'), client)
  if (typeof agreed === 'string') return agreed
  if (!client.isSubprotocol(lines('sec-websocket-protocol'), protocols)) return 'a subprotocol that was not offered'
  return undefined
}
