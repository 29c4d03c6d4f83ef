import { ACCEPT, base, RawClient } from './client'

type Edits = Parameters<typeof base>[0]

/** What shows a defect: bytes to send, and what the intact server never answers to them. */
export interface Proof {
  readonly send: string
  readonly wrong: (text: string, received: Buffer) => boolean
  /** Bytes sent on a connection of their own before, and how many times. */
  readonly before?: string
  /** Something to wait for before judging; the end of a head unless told. */
  readonly until?: (text: string) => boolean
}

export const is101 = (text: string) => text.startsWith('HTTP/1.1 101 ')
export const not101 = (text: string) => !is101(text)
export const lacks = (part: string | RegExp) => (text: string) => !new RegExp(part, 'i').test(text)
export const has = (part: string | RegExp) => (text: string) => new RegExp(part, 'i').test(text)

export const opens = (edits: Edits): Proof => ({ send: base(edits), wrong: is101 })
export const refuses = (edits: Edits): Proof => ({ send: base(edits), wrong: not101 })
export const answers = (edits: Edits, wrong: Proof['wrong']): Proof => ({ send: base(edits), wrong })
export const upgrade = (value: string | readonly string[] | null) => ({ Upgrade: value })
export const connection = (value: string | readonly string[] | null) => ({ Connection: value })
export const key = (value: string | readonly string[] | null) => ({ 'Sec-WebSocket-Key': value })
export const version = (value: string | readonly string[] | null) => ({ 'Sec-WebSocket-Version': value })
export const protocol = (value: string | readonly string[]) => ({ 'Sec-WebSocket-Protocol': value })
export const latin1 = (text: string) => Buffer.from(text).toString('latin1')
export const rightAccept = has(`Sec-WebSocket-Accept: ${ACCEPT.replace('+', '\\+')}\r\n`)
export const wrongAccept: Proof = answers({}, (text) => !rightAccept(text))
export const OTHER = 'x3JJHMbDL1EzLkh9GBhXDw=='
export const behind = (part: string): Proof => ({
  send: base(),
  wrong: (text) => text.includes('\r\n\r\n') && text.split('\r\n\r\n').slice(1).join('').includes(part),
  until: (text) => text.split('\r\n\r\n').slice(1).join('').includes(part),
})

/** Sends bytes on a connection of their own and gives what came until the condition held. */
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
