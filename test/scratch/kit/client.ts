import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import type { Listening } from '../../../servers-under-test/scratch/server'

/** The key of RFC 6455 1.3 and the Accept that belongs to it. */
export const KEY = 'dGhlIHNhbXBsZSBub25jZQ=='
export const ACCEPT = 's3pPLMBiTxaQ9kYGzzhZRbK+xOo='

/** Fields to replace in BASE: a list for several lines, `null` for none. Other names are added at the end. */
export type Edits = Readonly<Record<string, string | readonly string[] | null>>

/** BASE, the correct handshake, as text. */
export function base(edits: Edits = {}, line = 'GET /chat HTTP/1.1'): string {
  const fields: Edits = {
    Host: 'example.test',
    Upgrade: 'websocket',
    Connection: 'Upgrade',
    'Sec-WebSocket-Key': KEY,
    'Sec-WebSocket-Version': '13',
    ...edits,
  }
  const lines = Object.entries(fields).flatMap(([name, value]) =>
    value === null ? [] : [value].flat().map((one) => `${name}: ${one}\r\n`),
  )
  return `${line}\r\n${lines.join('')}\r\n`
}

/** A raw socket to a server under test. Every wait has a limit. */
export class RawClient {
  readonly socket: Socket
  received = Buffer.alloc(0)
  ended = false
  #changed = () => {}

  constructor(port: number) {
    this.socket = connect({ port, host: '127.0.0.1', noDelay: true })
    this.socket.on('data', (bytes) => {
      this.received = Buffer.concat([this.received, bytes])
      this.#changed()
    })
    for (const event of ['end', 'close', 'error']) {
      this.socket.on(event, () => {
        this.ended = true
        this.#changed()
      })
    }
  }

  get text(): string {
    return this.received.toString('latin1')
  }

  send(data: string | Uint8Array): this {
    this.socket.write(typeof data === 'string' ? Buffer.from(data, 'latin1') : data)
    return this
  }

  /** Waits until the condition holds, the server ends, or the time is over. Returns whether the condition holds. */
  async until(condition: (text: string) => boolean, ms = 3000): Promise<boolean> {
    const deadline = Date.now() + ms
    while (!condition(this.text) && !this.ended && Date.now() < deadline) {
      let timer: NodeJS.Timeout | undefined
      await new Promise<void>((resolve) => {
        this.#changed = resolve
        timer = setTimeout(resolve, deadline - Date.now())
      })
      clearTimeout(timer)
    }
    return condition(this.text)
  }

  /** Waits for the empty line of a head. */
  async head(): Promise<string> {
    await this.until((text) => text.includes('\r\n\r\n'))
    return this.text
  }

  /** Waits for the server to end the connection. Returns whether it did. */
  async end(ms = 3000): Promise<boolean> {
    await this.until(() => false, ms)
    return this.ended
  }

  async close(): Promise<void> {
    if (this.socket.destroyed) return
    const closed = once(this.socket, 'close')
    this.socket.destroy()
    await closed
  }
}

/** A masked frame of a client. */
export function frame(opcode: number, payload: string | Uint8Array = '', first = 0x80): Buffer {
  const bytes = Buffer.from(payload)
  const mask = Buffer.from([1, 2, 3, 4])
  const masked = bytes.map((byte, index) => byte ^ (mask[index & 3] ?? 0))
  const length = bytes.length < 126 ? [bytes.length] : [126, bytes.length >> 8, bytes.length & 0xff]
  const [short = 0, ...more] = length
  return Buffer.concat([Buffer.from([first | opcode, 0x80 | short, ...more]), mask, masked])
}

/** Starts a server, calls `use` with it, and closes it and every client it made, whatever happens. */
export async function serving(
  start: () => Promise<Listening>,
  use: (port: number, client: () => RawClient) => Promise<void>,
): Promise<void> {
  const server = await start()
  const clients: RawClient[] = []
  try {
    await use(server.port, () => {
      const client = new RawClient(server.port)
      clients.push(client)
      return client
    })
  } finally {
    await Promise.all(clients.map((client) => client.close()))
    await server.close()
  }
}
