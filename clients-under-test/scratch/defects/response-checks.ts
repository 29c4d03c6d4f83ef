import { createHash } from 'node:crypto'
import { C } from '../../../suites/requirements/client'
import type { ClientFunctions } from '../functions'
import type { ClientDefect } from '../overlay'
import { asciiLower, readHead, trimmed } from '../response'

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'

type Lines = readonly string[]

/** A defect that accepts values of Upgrade, Connection or Accept that a client must refuse. */
function upgrades(name: string, says: string, also: (lines: Lines) => boolean): ClientDefect {
  return {
    name,
    says,
    breaks: [C.upgradeChecked],
    replaces: (intact) => ({ isUpgrade: (lines) => intact.isUpgrade(lines) || also(lines) }),
  }
}

function connections(name: string, says: string, also: (lines: Lines) => boolean): ClientDefect {
  return {
    name,
    says,
    breaks: [C.connectionChecked],
    replaces: (intact) => ({ isConnection: (lines) => intact.isConnection(lines) || also(lines) }),
  }
}

/** A defect that compares the Accept in another way. `right` is the value for the key. */
function accepts(
  name: string,
  says: string,
  also: (lines: Lines, right: string, key: string) => boolean,
): ClientDefect {
  return {
    name,
    says,
    breaks: [C.acceptChecked],
    replaces: (intact) => ({
      isAccept: (lines, key) => intact.isAccept(lines, key) || also(lines, hashed(key + GUID), key),
    }),
  }
}

function hashed(text: string): string {
  return createHash('sha1').update(text, 'latin1').digest('base64')
}

/** A defect that refuses a right value. */
function refusing(
  name: string,
  says: string,
  replaced: (intact: ClientFunctions) => Partial<ClientFunctions>,
  breaks = [C.rightAnswerOpens],
): ClientDefect {
  return { name, says, breaks, replaces: replaced }
}

/** An Accept that changes from connection to connection, and counts for all of them. */
function remembering(): ClientDefect {
  return {
    name: 'accept-of-any-connection',
    says: 'takes the Accept of an earlier connection',
    breaks: [C.acceptChecked],
    replaces: (intact) => {
      const chosen: string[] = []
      return {
        chooseKey: () => {
          chosen.push(intact.chooseKey())
          return chosen.at(-1) as string
        },
        isAccept: (lines) => chosen.some((key) => intact.isAccept(lines, key)),
      }
    },
  }
}

/** The defects in the checks of Upgrade, Connection and Sec-WebSocket-Accept. */
export const RESPONSE_DEFECTS: readonly ClientDefect[] = [
  upgrades('upgrade-unchecked', 'checks no Upgrade', () => true),
  upgrades('upgrade-may-be-missing', 'takes an answer without Upgrade', (lines) => lines.length === 0),
  upgrades('upgrade-may-be-empty', 'takes an empty Upgrade', (lines) => lines.join() === ''),
  upgrades('upgrade-h2c', 'takes a switch to h2c', (lines) => lines[0] === 'h2c'),
  {
    name: 'upgrade-h2c-trusted',
    says: 'opens after every switch to h2c, whatever its other fields are',
    breaks: [C.upgradeChecked],
    replaces: (intact) => ({
      objection: (head, opening, client) =>
        head.fields.some(([name, value]) => name === 'upgrade' && value === 'h2c' && head.status === 101)
          ? undefined
          : intact.objection(head, opening, client),
    }),
  },
  upgrades('upgrade-by-prefix', 'takes every Upgrade that begins with websocket', ([first = '']) =>
    asciiLower(first).startsWith('websocket'),
  ),
  upgrades('upgrade-in-list', 'takes a list that has websocket', (lines) =>
    lines
      .join()
      .split(',')
      .some((each) => trimmed(each) === 'websocket'),
  ),
  upgrades('upgrade-quoted', 'takes websocket in quotes', ([first = '']) => first === '"websocket"'),
  upgrades(
    'upgrade-unicode',
    'compares Upgrade in Unicode without case',
    ([first = '']) => Buffer.from(first, 'latin1').toString().toLowerCase() === 'websocket',
  ),
  upgrades(
    'upgrade-without-spaces',
    'removes the spaces of Upgrade',
    ([first = '']) => first.replaceAll(' ', '') === 'websocket',
  ),
  refusing('upgrade-by-case', 'compares Upgrade with case', () => ({
    isUpgrade: (lines) => lines.join() === 'websocket',
  })),
  connections('connection-unchecked', 'checks no Connection', () => true),
  connections('connection-may-be-missing', 'takes an answer without Connection', (lines) => lines.length === 0),
  connections('connection-may-be-empty', 'takes an empty Connection', (lines) => lines.join() === ''),
  connections('connection-close', 'takes Connection: close', (lines) => lines.join() === 'close'),
  connections('connection-by-substring', 'takes every Connection that has the letters upgrade', (lines) =>
    asciiLower(lines.join()).includes('upgrade'),
  ),
  connections('connection-keep-alive', 'takes Connection: keep-alive', (lines) => lines.join() === 'keep-alive'),
  refusing('connection-by-case', 'compares Connection with case', () => ({
    isConnection: (lines) =>
      lines
        .join()
        .split(',')
        .some((each) => trimmed(each) === 'Upgrade'),
  })),
  refusing('connection-without-lists', 'compares the whole value of Connection', () => ({
    isConnection: (lines) => asciiLower(lines.join(',')) === 'upgrade',
  })),
  accepts('accept-unchecked', 'checks no Accept', () => true),
  accepts('accept-may-be-missing', 'takes an answer without an Accept', (lines) => lines.length === 0),
  accepts('accept-may-be-empty', 'takes an empty Accept', (lines) => lines.join() === ''),
  accepts('accept-any-28-characters', 'takes every Accept of 28 characters', (lines) => lines.join().length === 28),
  accepts('accept-key', 'takes its own key for the Accept', ([first], _, key) => first === key),
  accepts(
    'accept-without-case',
    'compares the Accept without case',
    ([first = ''], right) => first.toLowerCase() === right.toLowerCase(),
  ),
  accepts(
    'accept-without-spaces',
    'removes the spaces of the Accept',
    ([first = ''], right) => first.replaceAll(' ', '') === right,
  ),
  accepts('accept-by-prefix', 'takes everything that begins with the right Accept', ([first = ''], right) =>
    first.startsWith(right),
  ),
  accepts(
    'accept-of-any-length',
    'compares as many characters as came',
    ([first = ''], right) => first !== '' && right.startsWith(first),
  ),
  accepts('accept-first-line', 'reads the first line of Accept', ([first = ''], right) => first === right),
  accepts('accept-last-line', 'reads the last line of Accept', (lines, right) => lines.at(-1) === right),
  accepts('accept-in-list', 'takes a list that has the right Accept', (lines, right) =>
    lines.join().split(', ').includes(right),
  ),
  accepts('accept-without-guid', 'takes the hash of the key alone', ([first], _, key) => first === hashed(key)),
  accepts(
    'accept-lower-case-guid',
    'takes the hash with the GUID in lower case',
    ([first], _, key) => first === hashed(key + GUID.toLowerCase()),
  ),
  accepts(
    'accept-hex',
    'takes the hash in hexadecimal',
    ([first = ''], right) => Buffer.from(first, 'hex').toString('base64') === right,
  ),
  accepts('accept-quoted', 'takes the Accept in quotes', ([first], right) => first === `"${right}"`),
  accepts('accept-decoded', 'compares the decoded Accept', ([first = ''], right) =>
    Buffer.from(first, 'base64').equals(Buffer.from(right, 'base64')),
  ),
  accepts(
    'accept-of-decoded-key',
    'takes the hash of the decoded key',
    ([first], _, key) => first === hashed(Buffer.from(key, 'base64').toString('latin1') + GUID),
  ),
  remembering(),
  {
    name: 'accept-untrimmed',
    says: 'keeps the whitespace around values',
    breaks: [C.acceptTrimmed],
    replaces: () => ({
      readHead: (text) => {
        const head = readHead(text)
        const unfolded = text.replace(/\r\n[ \t]+/g, ' ')
        const [, raw] = /^sec-websocket-accept: ?(.*?)\r?$/im.exec(unfolded) ?? []
        return head && raw !== undefined
          ? {
              ...head,
              fields: head.fields.map(([name, value]) => [
                name,
                name === 'sec-websocket-accept' && head.fields.filter(([other]) => other === name).length === 1
                  ? raw
                  : value,
              ]),
            }
          : head
      },
    }),
  },
]
