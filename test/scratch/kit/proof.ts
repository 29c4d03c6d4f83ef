import { ACCEPT, base, type Edits, RawClient } from './client'

/** What shows a defect: bytes to send, and a mark that the answer of the intact server never has. */
export interface Proof {
  readonly send: string
  readonly wrong: (text: string, received: Buffer) => boolean
  /** Bytes that are sent on an earlier connection. */
  readonly before?: string
  /** What to wait for before `wrong` is asked; by default the end of a head. */
  readonly until?: (text: string) => boolean
}

/** The proofs of some defects, by name. */
export type Proofs = Readonly<Record<string, Proof>>

/** A valid key that is not `KEY`. */
export const OTHER = 'x3JJHMbDL1EzLkh9GBhXDw=='

export const is101 = (text: string) => text.startsWith('HTTP/1.1 101 ')
export const not101 = (text: string) => !is101(text)
export const has = (part: string | RegExp) => (text: string) => new RegExp(part, 'i').test(text)
export const lacks = (part: string | RegExp) => (text: string) => !has(part)(text)
export const status = (code: number) => has(`^HTTP/1.1 ${code} `)
export const rightAccept = has(`Sec-WebSocket-Accept: ${ACCEPT.replace('+', '\\+')}\r\n`)
export const agreesToDeflate = has('Extensions: permessage-deflate')

/** What follows the first head. */
export const afterHead = (text: string) => text.slice(text.indexOf('\r\n\r\n') + 4)

/** The server wrongly opens a WebSocket for BASE with edits. */
export const opens = (edits: Edits): Proof => ({ send: base(edits), wrong: is101 })
/** The server wrongly refuses BASE with edits. */
export const refuses = (edits: Edits): Proof => ({ send: base(edits), wrong: not101 })
/** The answer to BASE with edits is wrong. */
export const answers = (edits: Edits, wrong: Proof['wrong']): Proof => ({ send: base(edits), wrong })
export const wrongAccept: Proof = answers({}, (text) => !rightAccept(text))

/** BASE with another request line. */
export const withLine = (line: string) => base({}, line)
/** The server wrongly opens a WebSocket for BASE with another request line. */
export const opensLine = (line: string): Proof => ({ send: withLine(line), wrong: is101 })
/** The server wrongly refuses BASE with another request line. */
export const refusesLine = (line: string): Proof => ({ send: withLine(line), wrong: not101 })
/** The server wrongly opens a WebSocket for BASE with one text replaced. */
export const opensRewritten = (from: string, to: string): Proof => ({
  send: base().replace(from, () => to),
  wrong: is101,
})

type Value = string | readonly string[] | null
export const host = (value: Value): Edits => ({ Host: value })
export const upgrade = (value: Value): Edits => ({ Upgrade: value })
export const connection = (value: Value): Edits => ({ Connection: value })
export const key = (value: Value): Edits => ({ 'Sec-WebSocket-Key': value })
export const version = (value: Value): Edits => ({ 'Sec-WebSocket-Version': value })
export const protocol = (value: Value): Edits => ({ 'Sec-WebSocket-Protocol': value })
export const extensions = (value: Value): Edits => ({ 'Sec-WebSocket-Extensions': value })
export const deflate = (parameters: string): Edits => extensions(`permessage-deflate; ${parameters}`)
export const origin = (value: Value): Edits => ({ Origin: value })

/** The UTF-8 of a text, a character for each byte. */
export const latin1 = (text: string) => Buffer.from(text).toString('latin1')

/** Sends bytes on a new connection and returns the client when the condition holds or the time is over. */
export async function ask(
  port: number,
  send: string,
  until = (text: string) => text.includes('\r\n\r\n'),
  ms = 3000,
): Promise<RawClient> {
  const client = new RawClient(port)
  await client.send(send).until(until, ms)
  await client.close()
  return client
}
