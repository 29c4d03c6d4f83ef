import { R } from '../../../suites/requirements'
import { combined, type FieldLine, members, trimOws } from '../fields'
import { acceptOf, type Steps } from '../steps'
import type { Defect } from './defect'
import { only, trimSpaces } from './kit'

const ITEM_5 = 'RFC 6455 4.2.1 item 5'
const ABNF = 'RFC 6455 4.3'

/** A defect that takes more values for a key than it may. `reads` gives the string the Accept is computed over. */
function taking(
  name: string,
  says: string,
  reads: (lines: readonly FieldLine[], value: string) => string | undefined,
  about: Partial<Pick<Defect, 'breaks' | 'clause'>> = {},
): Defect {
  return {
    name,
    breaks: [R.keyIs16Bytes],
    says,
    clause: ABNF,
    replaces: (intact) => ({ key: (lines) => intact.key(lines) ?? reads(lines, combined(lines)) }),
    ...about,
  }
}

/** A defect that takes every value of a form. */
function matching(name: string, says: string, form: RegExp): Defect {
  return taking(name, says, (_lines, value) => (form.test(value) ? value : undefined))
}

/** Long enough for many handshakes side by side to meet. Those of one client after the other never do. */
const THINKING_MS = 80

const LINES = { breaks: [R.keyIs16Bytes, R.keySingle], clause: 'RFC 6455 11.3.1; RFC 9110 5.2' }
const isKey = (value: string | undefined) => value !== undefined && /^[A-Za-z0-9+/]{22}==$/.test(value)
const keyOnly = (value: string | undefined) => (isKey(value) ? value : undefined)

/** What can be wrong about Sec-WebSocket-Key. */
export const KEY_DEFECTS: readonly Defect[] = [
  taking('key-optional', 'opens a WebSocket without a key', (lines) => (lines.length === 0 ? '' : undefined), {
    clause: ITEM_5,
  }),
  taking('key-empty', 'takes an empty key', (lines) => (only(lines) === '' ? '' : undefined)),
  taking(
    'key-length-unchecked',
    'takes base64 of any length',
    (_lines, value) => (value.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(value) ? value : undefined),
    { clause: ITEM_5 },
  ),
  matching(
    'key-of-24-characters',
    'counts the 24 characters and not the octets they stand for',
    /^[A-Za-z0-9+/]{22}(?:==|.=|..)$/,
  ),
  matching('key-padding-optional', 'takes a key without its padding', /^[A-Za-z0-9+/]{22}$/),
  matching('key-padding-unchecked', 'takes any number of padding characters', /^[A-Za-z0-9+/]{22,24}={2,}$/),
  matching('key-base64url', 'takes the base64url alphabet', /^[A-Za-z0-9_-]{22}==$/),
  matching('key-any-characters', 'looks at the length and the padding and at no character', /^[\x21-\x7e]{22}==$/),
  taking('key-inner-space', 'drops the spaces inside a key', (_lines, value) =>
    value.includes(' ') && !value.includes(',') ? keyOnly(value.replaceAll(' ', '')) : undefined,
  ),
  {
    name: 'key-re-encoded-accept',
    breaks: [R.acceptMatchesKey],
    says: 'decodes the key, encodes it again and computes the Accept over that',
    clause: 'RFC 6455 4.2.2 step 5.4',
    replaces: (intact) => ({
      accept: (key) => intact.accept(Buffer.from(key, 'base64').toString('base64')),
    }),
  },
  {
    name: 'key-plus-slash-refused',
    breaks: [R.keyIs16Bytes],
    says: 'refuses a key that has more than seven + and /',
    clause: ABNF,
    replaces: (intact) => ({
      key: (lines) => (combined(lines).replace(/[^+/]/g, '').length > 7 ? undefined : intact.key(lines)),
    }),
  },
  {
    name: 'key-htab-in-accept',
    breaks: [R.acceptMatchesKey, R.fieldValueTrimmedNoControls],
    says: 'does not take HTAB off the key before it computes the Accept',
    clause: 'RFC 9110 5.5',
    replaces: (intact) => ({
      key: (lines) => (intact.key(lines) === undefined ? undefined : trimSpaces(lines[0]?.raw ?? '')),
    }),
  },
  {
    name: 'key-needs-space',
    breaks: [R.keyIs16Bytes],
    says: 'refuses a key without a space behind the colon',
    clause: 'RFC 9112 5',
    replaces: (intact) => ({
      key: (lines) =>
        lines.every((line) => line.raw !== trimOws(line.raw) || line.raw === '') ? intact.key(lines) : undefined,
    }),
  },
  taking(
    'key-first-line-wins',
    'takes the first of several keys',
    (lines) => (lines.length > 1 ? keyOnly(lines[0]?.value) : undefined),
    LINES,
  ),
  taking(
    'key-last-line-wins',
    'takes the last of several keys',
    (lines) => (lines.length > 1 ? keyOnly(lines.at(-1)?.value) : undefined),
    LINES,
  ),
  taking(
    'key-repeated-line',
    'takes a key that is sent twice for one',
    (lines) =>
      lines.length > 1 && lines.every((line) => line.value === lines[0]?.value) ? keyOnly(lines[0]?.value) : undefined,
    LINES,
  ),
  taking('key-list', 'takes the first member of a list of keys', (_lines, value) => keyOnly(members(value)[0]), LINES),
  taking('key-quoted', 'takes the quotes off a key', (_lines, value) => keyOnly(/^"(.*)"$/.exec(value)?.[1])),
  taking('key-parameter', 'cuts parameters off a key', (_lines, value) =>
    value.includes(';') ? keyOnly(value.split(';')[0]) : undefined,
  ),
  {
    name: 'key-zero-refused',
    breaks: [R.keyIs16Bytes],
    says: 'refuses the key of sixteen zero octets',
    clause: ITEM_5,
    replaces: (intact) => ({
      key: (lines) => (combined(lines).startsWith('AAAAAAAAAAAAAAAAAAAAAA') ? undefined : intact.key(lines)),
    }),
  },
  {
    name: 'key-repeated-salted',
    breaks: [R.keyIs16Bytes, R.acceptMatchesKey],
    says: 'answers a key that it has seen before with another Accept',
    clause: 'RFC 6455 4.2.2 step 5.4',
    replaces: (intact) => {
      const seen = remembered<boolean>()
      return {
        accept(key) {
          const before = seen.get(key) === true
          seen.set(key, true)
          return intact.accept(before ? `${key}again` : key)
        },
      }
    },
  },
  {
    name: 'key-case-insensitive-cache',
    breaks: [R.acceptMatchesKey],
    says: 'keeps Accepts by the key in lower case',
    clause: 'RFC 6455 4.2.2 step 5.4',
    replaces: (intact) => {
      const accepts = remembered<string>()
      return {
        accept(key) {
          const known = accepts.get(key.toLowerCase()) ?? intact.accept(key)
          accepts.set(key.toLowerCase(), known)
          return known
        },
      }
    },
  },
  taking('key-obs-text', 'takes octets above 0x7F in a key', (_lines, value) =>
    /^[A-Za-z0-9+/\x80-\xff]{20,22}(?:==)?$/.test(value) && /[\x80-\xff]/.test(value) ? value : undefined,
  ),
  {
    name: 'key-from-trailer',
    breaks: [R.keyIs16Bytes],
    says: 'merges the trailer section into the header section',
    clause: 'RFC 9110 6.5.1',
    replaces: (intact) =>
      alsoIn(intact, (request) => request.trailers.filter((line) => /^sec-websocket-key$/i.test(line.name))),
  },
  {
    name: 'key-underscore-alias',
    breaks: [R.keyIs16Bytes],
    says: 'takes an underscore in a field name for a hyphen',
    clause: 'RFC 9110 5.1',
    replaces: (intact) =>
      alsoIn(intact, (request) => request.fields.filter((line) => /^sec_websocket_key$/i.test(line.name))),
  },
  accepting(
    'accept-constant',
    'always answers the Accept of the example in the RFC',
    () => 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
  ),
  accepting('accept-decoded-key', 'computes the Accept over the decoded key', (key) =>
    acceptOf(Buffer.from(key, 'base64').toString('latin1')),
  ),
  accepting('accept-lower-case-key', 'computes the Accept over the key in lower case', (key) =>
    acceptOf(key.toLowerCase()),
  ),
  accepting('accept-trailing-lf', 'computes the Accept over the key and an LF', (key) => acceptOf(`${key}\n`)),
  accepting('accept-hex', 'writes the Accept in hexadecimal', (key) =>
    Buffer.from(acceptOf(key), 'base64').toString('hex'),
  ),
  accepting('accept-unpadded', 'leaves the padding off the Accept', (key) => acceptOf(key).replace('=', '')),
  {
    name: 'accept-of-another-connection',
    breaks: [R.acceptMatchesKey],
    says: 'thinks about each key for a while, and mixes them up when there are more than twelve',
    clause: 'RFC 6455 4.2.2 step 5.4',
    replaces: (intact) => {
      let thoughtOf: { readonly key: string; readonly at: number }[] = []
      return {
        holds: () => THINKING_MS,
        accept(key) {
          const at = performance.now()
          thoughtOf = [...thoughtOf.filter((thought) => at - thought.at < THINKING_MS), { key, at }]
          return intact.accept(thoughtOf.length > 12 ? (thoughtOf.at(-2)?.key ?? key) : key)
        },
      }
    },
  },
]

function accepting(name: string, says: string, accept: (key: string) => string): Defect {
  return {
    name,
    says,
    breaks: [R.allHandshakeStepsCompleted, R.acceptMatchesKey, R.responseFieldsMatchGrammar],
    clause: 'RFC 6455 4.2.2 step 5.4',
    replaces: () => ({ accept }),
  }
}

/** Reads further lines as Sec-WebSocket-Key where the header section has none. */
function alsoIn(
  intact: Steps,
  further: (request: Parameters<Steps['lines']>[0]) => readonly FieldLine[],
): Partial<Steps> {
  return {
    lines(request, name) {
      const lines = intact.lines(request, name)
      return name === 'Sec-WebSocket-Key' && lines.length === 0 ? further(request) : lines
    },
  }
}

/** A memory of the last thousand things. */
function remembered<Value>(): { get(key: string): Value | undefined; set(key: string, value: Value): void } {
  const memory = new Map<string, Value>()
  return {
    get: (key) => memory.get(key),
    set(key, value) {
      memory.set(key, value)
      const [oldest] = memory.keys()
      if (memory.size > 1_000 && oldest !== undefined) memory.delete(oldest)
    },
  }
}
