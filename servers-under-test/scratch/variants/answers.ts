import { type Action, EndpointLayer } from '../endpoint'
import type { ServerFunctions } from '../functions'
import type { Answer } from '../http/answer'
import { holdingBack } from '../replacements'
import type { Variant } from './variant'

type Change = (name: string, value: string) => readonly [name: string, value: string]

function withFields(answer: Answer, change: Change): Answer {
  return { ...answer, fields: answer.fields.map(([name, value]) => change(name, value)) }
}

/** Changes the fields of the 101, and then how the names of the fields of all answers are written. */
function spelling(
  intact: ServerFunctions,
  { of101, names }: { of101: Change; names(name: string): string },
): Partial<ServerFunctions> {
  return {
    switchingProtocols: (opening, server) => withFields(intact.switchingProtocols(opening, server), of101),
    writeHead: (answer) => intact.writeHead(withFields(answer, (name, value) => [names(name), value])),
  }
}

/** Writes another reason phrase. */
function reasoning(intact: ServerFunctions, reason: string): Partial<ServerFunctions> {
  const replace = (head: string) => head.replace(/^(HTTP\/1\.1 \d{3}) [^\r]*/, `$1 ${reason}`)
  return { writeHead: (answer) => Buffer.from(replace(intact.writeHead(answer).toString('latin1')), 'latin1') }
}

/** Sends everything in pieces of seven bytes, a moment apart. After a hundred pieces the rest is one. */
class InPieces extends EndpointLayer {
  override feed(bytes: Uint8Array): Action[] {
    return this.inner.feed(bytes).flatMap(pieces)
  }

  override finish(): Action[] {
    return this.inner.finish().flatMap(pieces)
  }

  override expire(): Action[] {
    return this.inner.expire().flatMap(pieces)
  }
}

function pieces(action: Action): Action[] {
  if (action.do !== 'send') return [action]
  const count = Math.ceil(Math.min(action.bytes.length, 700) / 7)
  return Array.from({ length: count }, (_, at) => at).flatMap((at): Action[] => {
    const bytes = action.bytes.subarray(at * 7, at === 99 ? undefined : at * 7 + 7)
    return at === 0
      ? [{ do: 'send', bytes }]
      : [
          { do: 'hold', ms: 1 },
          { do: 'send', bytes },
        ]
  })
}

/** How answers are written and sent. */
export const ANSWER_VARIANTS: readonly Variant[] = [
  {
    name: 'names-in-lower-case',
    says: 'writes field names in lower case, and Upgrade: WebSocket, Connection: upgrade',
    clause: 'RFC 9110 5.1, RFC 6455 4.2.2 steps 5.2, 5.3',
    replaces: (intact) =>
      spelling(intact, {
        of101(name, value) {
          if (name === 'Upgrade') return [name, 'WebSocket']
          return [name, name === 'Connection' ? 'upgrade' : value]
        },
        names: (name) => name.toLowerCase(),
      }),
  },
  {
    name: 'names-in-upper-case',
    says: 'writes field names, Upgrade and Connection in upper case',
    clause: 'RFC 9110 5.1, RFC 6455 4.2.2 steps 5.2, 5.3',
    replaces: (intact) =>
      spelling(intact, {
        of101: (name, value) => [name, name === 'Upgrade' || name === 'Connection' ? value.toUpperCase() : value],
        names: (name) => name.toUpperCase(),
      }),
  },
  {
    name: 'fields-in-reverse',
    says: 'writes its fields in reverse order',
    clause: 'RFC 9110 5.3',
    replaces: (intact) => ({
      writeHead: (answer) => intact.writeHead({ ...answer, fields: [...answer.fields].reverse() }),
    }),
  },
  {
    name: 'more-fields',
    says: 'adds Server, Date, two Set-Cookie and an unknown field to every answer',
    clause: 'RFC 6455 4.2.2 step 5',
    replaces: (intact) => ({
      switchingProtocols(opening, server) {
        const answer = intact.switchingProtocols(opening, server)
        return { ...answer, fields: [['Date', new Date(server.now()).toUTCString()], ...answer.fields] }
      },
      writeHead(answer) {
        if (answer.status === 100) return intact.writeHead(answer)
        return intact.writeHead({
          ...answer,
          fields: [
            ['Server', 'scratch/1.0 (a "comment")'],
            ['Set-Cookie', 'a=b; Path=/'],
            ...answer.fields,
            ['Set-Cookie', 'c=d; HttpOnly'],
            ['X-Served-By', 'scratch'],
          ],
        })
      },
    }),
  },
  {
    name: 'more-connection-options',
    says: 'adds keep-alive to Connection of the 101',
    clause: 'RFC 6455 4.2.2 step 5.3, RFC 9110 7.6.1',
    replaces: (intact) => ({
      switchingProtocols: (opening, server) =>
        withFields(intact.switchingProtocols(opening, server), (name, value) => [
          name,
          name === 'Connection' ? `keep-alive, ${value}` : value,
        ]),
    }),
  },
  {
    name: 'no-reason',
    says: 'leaves the reason phrase empty',
    clause: 'RFC 9112 4',
    replaces: (intact) => reasoning(intact, ''),
  },
  {
    name: 'other-reason',
    says: 'writes its own reason phrases, in UTF-8',
    clause: 'RFC 9112 4',
    replaces: (intact) => reasoning(intact, 'Protokoll gewechselt: \xc3\xbc'),
  },
  {
    name: 'answers-in-pieces',
    says: 'sends everything in pieces of seven bytes',
    clause: 'RFC 9112 2.2',
    replaces: (intact) => ({ connect: (server) => new InPieces(intact.connect(server)) }),
  },
  {
    name: 'answers-late',
    says: 'waits 30 ms before each answer',
    clause: 'RFC 9112 9.3',
    replaces: holdingBack(30),
  },
  {
    name: 'early-hints',
    says: 'sends 103 before the 101',
    clause: 'RFC 9110 15.2',
    replaces: (intact) => ({
      writeHead(answer) {
        if (answer.status !== 101) return intact.writeHead(answer)
        const hints: Answer = { status: 103, fields: [['Link', '</style.css>; rel=preload']] }
        return Buffer.concat([intact.writeHead(hints), intact.writeHead(answer)])
      },
    }),
  },
]
