import type { ServerFunctions } from '../functions'
import { OPCODE, writeFrame } from '../websocket/frames'
import type { Link } from '../websocket/link'
import type { Variant } from './variant'

const MANY_MESSAGES = Buffer.concat(
  Array.from({ length: 300 }, (_, at) => writeFrame(OPCODE.text, Buffer.from(`news ${at}`))),
)

/** Sends bytes directly after the 101. */
function greeting(bytes: Buffer): Variant['replaces'] {
  return (intact) => ({
    answer(request, connection, server) {
      intact.answer(request, connection, server)
      if (connection.state === 'link') connection.send(bytes)
    },
  })
}

/** Changes the code of the Close frame by which the server fails a connection. */
function failingWith(code: number, reason: string): Variant['replaces'] {
  return (intact) => ({
    writeFrame(opcode, payload, rsv1) {
      const own = payload.length > 2 ? Buffer.from(payload).readUInt16BE(0) : 0
      if (opcode !== OPCODE.close || ![1002, 1003, 1007].includes(own)) return intact.writeFrame(opcode, payload, rsv1)
      const changed = Buffer.concat([Buffer.alloc(2), Buffer.from(reason)])
      changed.writeUInt16BE(code, 0)
      return intact.writeFrame(opcode, changed, rsv1)
    },
  })
}

/** Answers only the last Ping of what arrived together. RFC 6455 5.5.3. */
function lastPongOnly(link: Link): Link {
  const isPong = (bytes: Buffer) => ((bytes[0] ?? 0) & 0x0f) === OPCODE.pong
  return {
    feed(bytes) {
      const step = link.feed(bytes)
      const last = step.send.findLastIndex(isPong)
      return { ...step, send: step.send.filter((sent, at) => !isPong(sent) || at === last) }
    },
    leave: (failure) => link.leave(failure),
  }
}

/** The frames of an open WebSocket that no client asked for, and how its frames are answered. */
export const LINK_VARIANTS: readonly Variant[] = [
  {
    name: 'greets-with-many-messages',
    says: 'sends 300 messages directly after the 101',
    clause: 'RFC 6455 4.2.2 last paragraph',
    replaces: greeting(MANY_MESSAGES),
  },
  {
    name: 'pings-before-echo',
    says: 'sends a Ping and an unsolicited Pong before each message',
    clause: 'RFC 6455 5.5.2, 5.5.3',
    replaces: (intact) => ({
      echo: (message, deflate, server) =>
        Buffer.concat([
          intact.writeFrame(OPCODE.ping, Buffer.from('still there?')),
          intact.writeFrame(OPCODE.pong, Buffer.from('unsolicited')),
          intact.echo(message, deflate, server),
        ]),
    }),
  },
  {
    name: 'answers-with-another-text',
    says: 'answers each message with a text of its own',
    clause: 'RFC 6455 5.6',
    replaces: (intact: ServerFunctions) => ({
      echo: (_message, deflate, server) =>
        intact.echo({ opcode: OPCODE.text, payload: Buffer.from('noted') }, deflate, server),
    }),
  },
  {
    name: 'echoes-as-binary',
    says: 'echoes text in binary messages',
    clause: 'RFC 6455 5.6',
    replaces: (intact: ServerFunctions) => ({
      echo: ({ payload }, deflate, server) => intact.echo({ opcode: OPCODE.binary, payload }, deflate, server),
    }),
  },
  {
    name: 'last-pong-only',
    says: 'answers only the last of the Pings that arrive together',
    clause: 'RFC 6455 5.5.3',
    replaces: (intact) => ({ openLink: (deflate, server) => lastPongOnly(intact.openLink(deflate, server)) }),
  },
  {
    name: 'closes-with-reason',
    says: 'answers a Close frame with code 1000 and a reason',
    clause: 'RFC 6455 5.5.1, 7.1.6',
    replaces: () => ({
      closeReply: (_payload, server) => server.writeFrame(OPCODE.close, Buffer.from('\x03\xe8bye', 'latin1')),
    }),
  },
  {
    name: 'fails-with-1008',
    says: 'fails the connection with 1008 and a long reason, whatever was wrong',
    clause: 'RFC 6455 7.4.1',
    replaces: failingWith(1008, `${'This is against the rules here. '.repeat(3)}Goodbye.`),
  },
]
