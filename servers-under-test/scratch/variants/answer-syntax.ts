import type { ServerFunctions } from '../functions'
import type { Answer } from '../http/answer'
import type { ResponseField } from '../http/refusal'
import type { Variant } from './variant'

/** Writes every field line of every answer in another way; `line` gives one without its line end. */
function writingLines(line: (name: string, value: string) => string): Variant['replaces'] {
  return (intact) => ({
    writeHead(answer) {
      const [statusLine = ''] = intact
        .writeHead({ ...answer, fields: [] })
        .toString('latin1')
        .split('\r\n')
      const lines = answer.fields.map(([name, value]) => line(name, value))
      return Buffer.from([statusLine, ...lines, '', ''].join('\r\n'), 'latin1')
    },
  })
}

const SECURITY_FIELDS: readonly ResponseField[] = [
  ['Cache-Control', 'no-store, max-age=0'],
  ['Vary', 'Origin, Sec-WebSocket-Protocol'],
  ['ETag', 'W/"5e5a3e"'],
  ['Alt-Svc', 'h3=":443"; ma=86400'],
  ['Strict-Transport-Security', 'max-age=63072000'],
  ['Access-Control-Allow-Origin', '*'],
]

function hints(intact: ServerFunctions, statuses: readonly number[]): Buffer {
  const answers = statuses.map((status): Answer => ({ status, fields: [['Link', `</${status}.css>; rel=preload`]] }))
  return Buffer.concat(answers.map((answer) => intact.writeHead(answer)))
}

/** How the field lines of answers are written, and what is sent beside them. */
export const ANSWER_SYNTAX_VARIANTS: readonly Variant[] = [
  {
    name: 'two-spaces-after-colon',
    says: 'writes two spaces before each field value and one after it',
    clause: 'RFC 9112 5',
    replaces: writingLines((name, value) => `${name}:  ${value} `),
  },
  {
    name: 'no-space-after-colon',
    says: 'writes no space before field values',
    clause: 'RFC 9112 5',
    replaces: writingLines((name, value) => `${name}:${value}`),
  },
  {
    name: 'tab-after-colon',
    says: 'writes a tab before each field value',
    clause: 'RFC 9112 5',
    replaces: writingLines((name, value) => `${name}:\t${value}`),
  },
  {
    name: 'connection-on-two-lines',
    says: 'writes the options of Connection in the 101 on two lines, Upgrade in the second',
    clause: 'RFC 9110 5.3',
    replaces: (intact) => ({
      switchingProtocols(opening, server) {
        const answer = intact.switchingProtocols(opening, server)
        return { ...answer, fields: [['Connection', 'x-scratch'], ...answer.fields] }
      },
    }),
  },
  {
    name: 'more-security-fields',
    says: 'adds fields for caches and browsers to every answer',
    clause: 'RFC 6455 4.2.2 step 5',
    replaces: (intact) => ({
      writeHead: (answer) =>
        answer.status === 100
          ? intact.writeHead(answer)
          : intact.writeHead({ ...answer, fields: [...answer.fields, ...SECURITY_FIELDS] }),
    }),
  },
  {
    name: 'several-hints',
    says: 'sends 102 and two 103 before each final answer and each 101',
    clause: 'RFC 9110 15.2',
    replaces: (intact) => ({
      writeHead: (answer) =>
        answer.status === 100
          ? intact.writeHead(answer)
          : Buffer.concat([hints(intact, [102, 103, 103]), intact.writeHead(answer)]),
    }),
  },
]
