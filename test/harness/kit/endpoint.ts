import type { Socket } from 'node:net'
import { acceptFor } from '../../../harness/wire/websocket/accept'
import { latin1 } from './bytes'
import { plain, serverFrame } from './messages'
import { type Asked, type Behaviour, onRequest } from './peer'

/** What an endpoint does instead of its usual answer: gives the bytes to answer with, or 'handled' where it has answered itself. */
export type Whim = (asked: Asked, socket: Socket, nth: number) => string | Buffer | 'handled' | undefined

/** How a small WebSocket endpoint behaves. */
export interface Manner {
  whim?: Whim
  pong?: boolean
  echo?: boolean
  protocols?: readonly string[]
  /** Answers every one of its subprotocols that is offered. */
  answersAll?: boolean
  /** Answers 400 where none of its subprotocols is offered. */
  insists?: boolean
}

/** The opcode and the payload of each short masked frame. */
function framesIn(octets: Buffer): [number, Buffer][] {
  const frames: [number, Buffer][] = []
  for (let at = 0; at + 6 <= octets.length; ) {
    const length = (octets[at + 1] ?? 0) & 0x7f
    const key = octets.subarray(at + 2, at + 6)
    const payload = octets.subarray(at + 6, at + 6 + length).map((octet, index) => octet ^ (key[index & 3] ?? 0))
    frames.push([(octets[at] ?? 0) & 15, Buffer.from(payload)])
    at += 6 + length
  }
  return frames
}

function talk(socket: Socket, octets: Buffer, { pong = true, echo = true }: Manner): void {
  for (const [opcode, payload] of framesIn(octets)) {
    if (opcode === 8) socket.end(serverFrame(8, payload))
    if (opcode === 9 && pong) socket.write(serverFrame(10, payload))
    if (opcode < 3 && echo) socket.write(serverFrame(opcode, payload))
  }
}

function refusal({ line, values }: Asked): string | null {
  if (!line.startsWith('GET ')) return plain(405, '', 'Allow: GET\r\n')
  if (values('Upgrade')[0]?.toLowerCase() !== 'websocket') return plain(404)
  if (values('Sec-WebSocket-Version')[0] !== '13') return plain(426, '', 'Sec-WebSocket-Version: 13\r\n')
  return null
}

/** A WebSocket endpoint that conforms to the small suites of these tests, but for its manner. */
export function endpoint(manner: Manner = {}): Behaviour {
  return (socket, nth) => {
    let linked = false
    socket.on('data', (octets: Buffer) => {
      if (linked) talk(socket, octets, manner)
    })
    onRequest(
      socket,
      (asked, behind) => {
        const own = manner.whim?.(asked, socket, nth)
        if (own === 'handled') return
        const offered = asked.values('Sec-WebSocket-Protocol').flatMap((value) => value.split(/\s*,\s*/))
        const spoken = offered.filter((name) => manner.protocols?.includes(name))
        const protocol = manner.answersAll ? spoken.join(', ') || undefined : spoken[0]
        const no = own ?? refusal(asked) ?? (manner.insists && protocol === undefined ? plain(400) : null)
        if (no !== null) return void socket.write(typeof no === 'string' ? latin1(no) : no)
        linked = true
        const selected = protocol === undefined ? '' : `Sec-WebSocket-Protocol: ${protocol}\r\n`
        const accept = acceptFor(asked.values('Sec-WebSocket-Key')[0] ?? '')
        socket.write(
          `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n${selected}\r\n`,
        )
        talk(socket, behind, manner)
      },
      1,
    )
  }
}
