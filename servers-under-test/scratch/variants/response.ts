import { type Answer, writeHead } from '../answer'
import type { Variant } from './variant'

function renamed(answer: Answer, rename: (name: string) => string): Answer {
  return { ...answer, fields: answer.fields.map(([name, value]) => [rename(name), value]) }
}

/** What is free about answers. */
export const RESPONSE_VARIANTS: readonly Variant[] = [
  {
    name: 'names-in-lower-case',
    says: 'writes field names in lower case, and Upgrade: WebSocket, Connection: upgrade',
    clause: 'RFC 9110 5.1, RFC 6455 4.2.2 steps 5.2, 5.3',
    replaces: () => ({
      switching: (answer) => ({
        ...answer,
        fields: answer.fields.map(([name, value]) => {
          if (name === 'Upgrade') return [name, 'WebSocket']
          return [name, name === 'Connection' ? 'upgrade' : value]
        }),
      }),
      write: (answer) => writeHead(renamed(answer, (name) => name.toLowerCase())),
    }),
  },
  {
    name: 'names-in-upper-case',
    says: 'writes field names, Upgrade and Connection in upper case',
    clause: 'RFC 9110 5.1, RFC 6455 4.2.2 steps 5.2, 5.3',
    replaces: () => ({
      switching: (answer) => ({
        ...answer,
        fields: answer.fields.map(([name, value]) => [
          name,
          name === 'Upgrade' || name === 'Connection' ? value.toUpperCase() : value,
        ]),
      }),
      write: (answer) => writeHead(renamed(answer, (name) => name.toUpperCase())),
    }),
  },
  {
    name: 'fields-in-reverse',
    says: 'writes its fields in reverse order',
    clause: 'RFC 9110 5.3',
    replaces: () => ({ write: (answer) => writeHead({ ...answer, fields: [...answer.fields].reverse() }) }),
  },
  {
    name: 'more-fields',
    says: 'adds Server, Date, two Set-Cookie and a field of its own to every answer',
    clause: 'RFC 6455 4.2.2 step 5',
    replaces: (intact) => ({
      switching: (answer, request) => {
        const switching = intact.switching(answer, request)
        return { ...switching, fields: [['Date', new Date().toUTCString()], ...switching.fields] }
      },
      write: (answer) =>
        intact.write(
          answer.status === 100
            ? answer
            : {
                ...answer,
                fields: [
                  ['Server', 'scratch/1.0 (a "comment")'],
                  ['Set-Cookie', 'a=b; Path=/'],
                  ...answer.fields,
                  ['Set-Cookie', 'c=d; HttpOnly'],
                  ['X-Served-By', 'scratch'],
                ],
              },
        ),
    }),
  },
  {
    name: 'more-connection-options',
    says: 'adds keep-alive to Connection of the 101',
    clause: 'RFC 6455 4.2.2 step 5.3, RFC 9110 7.6.1',
    replaces: () => ({
      switching: (answer) => ({
        ...answer,
        fields: answer.fields.map(([name, value]) => [name, name === 'Connection' ? `keep-alive, ${value}` : value]),
      }),
    }),
  },
  {
    name: 'no-reason',
    says: 'leaves the reason phrase empty',
    clause: 'RFC 9112 4',
    replaces: (intact) => ({
      write: (answer) =>
        Buffer.from(
          intact
            .write(answer)
            .toString('latin1')
            .replace(/^(HTTP\/1\.1 \d{3}) [^\r]*/, '$1 '),
          'latin1',
        ),
    }),
  },
  {
    name: 'other-reason',
    says: 'writes reason phrases of its own, in UTF-8',
    clause: 'RFC 9112 4',
    replaces: (intact) => ({
      write: (answer) =>
        Buffer.from(
          intact
            .write(answer)
            .toString('latin1')
            .replace(/^(HTTP\/1\.1 \d{3}) [^\r]*/, '$1 Protokoll gewechselt: \xc3\xbc'),
          'latin1',
        ),
    }),
  },
  {
    name: 'answers-in-pieces',
    says: 'sends everything in pieces of seven octets',
    clause: 'RFC 9112 2.2',
    replaces: () => ({
      pieces: (bytes) =>
        Array.from({ length: Math.ceil(Math.min(bytes.length, 700) / 7) }, (_, at) =>
          bytes.subarray(at * 7, at === 99 ? undefined : at * 7 + 7),
        ),
    }),
  },
  {
    name: 'answers-late',
    says: 'thinks for 30 ms before each answer',
    clause: 'RFC 9112 9.3',
    replaces: () => ({ holds: () => 30 }),
  },
  {
    name: 'early-hints',
    says: 'sends 103 before the 101',
    clause: 'RFC 9110 15.2',
    replaces: () => ({ interim: () => [{ status: 103, fields: [['Link', '</style.css>; rel=preload']] }] }),
  },
]
