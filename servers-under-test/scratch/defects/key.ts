import { R } from '../../../suites/requirements'
import { combined, type FieldLine, members, trimOws } from '../http/fields'
import type { Request } from '../http/request'
import type { About, BriefAbout, Defect } from './defect'
import { only, trimSpaces } from './kit'

const ITEM_5 = 'RFC 6455 4.2.1 item 5'
const ABNF = 'RFC 6455 4.3'
const ACCEPT = 'RFC 6455 4.2.2 step 5.4'

/**
 * A defect that accepts keys which the intact server refuses. `reads` returns the text from which Sec-WebSocket-Accept
 * is computed, or undefined to refuse the key too.
 */
function taking({
  reads,
  ...about
}: BriefAbout & { reads(value: string, lines: readonly FieldLine[]): string | undefined }): Defect {
  return {
    breaks: [R.keyIs16Bytes],
    clause: ABNF,
    ...about,
    replaces: (intact) => ({ readKey: (lines) => intact.readKey(lines) ?? reads(combined(lines), lines) }),
  }
}

/** A defect that accepts every value of a form as a key. */
function matching({ form, ...about }: Pick<About, 'name' | 'says'> & { form: RegExp }): Defect {
  return taking({ ...about, reads: (value) => (form.test(value) ? value : undefined) })
}

/** A defect that refuses some valid keys. */
function refusingKey({ refuses, ...about }: BriefAbout & { refuses(lines: readonly FieldLine[]): boolean }): Defect {
  return {
    breaks: [R.keyIs16Bytes],
    clause: ABNF,
    ...about,
    replaces: (intact) => ({ readKey: (lines) => (refuses(lines) ? undefined : intact.readKey(lines)) }),
  }
}

/** A defect that reads the key from other field lines where Sec-WebSocket-Key is missing. */
function readingFrom({
  further,
  ...about
}: Omit<About, 'breaks'> & { further(request: Request): readonly FieldLine[] }): Defect {
  return {
    breaks: [R.keyIs16Bytes],
    ...about,
    replaces: (intact) => ({
      fieldLines(request, name) {
        const lines = intact.fieldLines(request, name)
        return name === 'Sec-WebSocket-Key' && lines.length === 0 ? further(request) : lines
      },
    }),
  }
}

/** A memory of the last thousand values. */
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

const LINES = { breaks: [R.keyIs16Bytes, R.keySingle], clause: 'RFC 6455 11.3.1; RFC 9110 5.2' }
const isKey = (value: string | undefined) => value !== undefined && /^[A-Za-z0-9+/]{22}==$/.test(value)
const keyOnly = (value: string | undefined) => (isKey(value) ? value : undefined)

/** Sec-WebSocket-Key. */
export const KEY_DEFECTS: readonly Defect[] = [
  taking({
    name: 'key-optional',
    says: 'opens a WebSocket without a key',
    clause: ITEM_5,
    reads: (_value, lines) => (lines.length === 0 ? '' : undefined),
  }),
  taking({
    name: 'key-empty',
    says: 'accepts an empty key',
    reads: (_value, lines) => (only(lines) === '' ? '' : undefined),
  }),
  taking({
    name: 'key-length-unchecked',
    says: 'accepts base64 of any length as a key',
    clause: ITEM_5,
    reads: (value) => (value.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(value) ? value : undefined),
  }),
  matching({
    name: 'key-of-any-length',
    says: 'accepts base64 of more than 1,000 characters as a key',
    form: /^[A-Za-z0-9+/]{1001,}={0,2}$/,
  }),
  matching({
    name: 'key-of-24-characters',
    says: 'counts the 24 characters of a key and not the bytes that they encode',
    form: /^[A-Za-z0-9+/]{22}(?:==|.=|..)$/,
  }),
  matching({
    name: 'key-padding-optional',
    says: 'accepts a key without its padding',
    form: /^[A-Za-z0-9+/]{22}$/,
  }),
  matching({
    name: 'key-padding-unchecked',
    says: 'accepts any number of padding characters in a key',
    form: /^[A-Za-z0-9+/]{22,24}={2,}$/,
  }),
  matching({
    name: 'key-base64url',
    says: 'accepts the base64url alphabet in a key',
    form: /^[A-Za-z0-9_-]{22}==$/,
  }),
  matching({
    name: 'key-any-characters',
    says: 'checks the length and the padding of a key, but not its characters',
    form: /^[\x21-\x7e]{22}==$/,
  }),
  taking({
    name: 'key-inner-space',
    says: 'removes the spaces inside a key',
    reads: (value) => (value.includes(' ') && !value.includes(',') ? keyOnly(value.replaceAll(' ', '')) : undefined),
  }),
  {
    name: 'key-re-encoded-accept',
    breaks: [R.acceptMatchesKey],
    says: 'decodes the key, encodes it again and computes the Accept over that',
    clause: ACCEPT,
    replaces: (intact) => ({
      computeAccept: (key) => intact.computeAccept(Buffer.from(key, 'base64').toString('base64')),
    }),
  },
  {
    name: 'key-hash-trimmed',
    breaks: [R.acceptMatchesKey],
    says: 'leaves out the zero bytes at both ends of a hash that begins and ends with one',
    clause: ACCEPT,
    replaces: (intact) => ({
      computeAccept(key) {
        const hash = Buffer.from(intact.computeAccept(key), 'base64')
        const isTrimmed = hash.at(0) === 0 && hash.at(-1) === 0
        return (isTrimmed ? hash.subarray(1, -1) : hash).toString('base64')
      },
    }),
  },
  refusingKey({
    name: 'key-plus-slash-refused',
    says: 'refuses a key with more than seven + and /',
    refuses: (lines) => combined(lines).replace(/[^+/]/g, '').length > 7,
  }),
  {
    name: 'key-htab-in-accept',
    breaks: [R.acceptMatchesKey, R.fieldValueTrimmedNoControls],
    says: 'does not trim HTAB from the key before it computes the Accept',
    clause: 'RFC 9110 5.5',
    replaces: (intact) => ({
      readKey: (lines) => (intact.readKey(lines) === undefined ? undefined : trimSpaces(lines[0]?.raw ?? '')),
    }),
  },
  refusingKey({
    name: 'key-needs-space',
    says: 'refuses a key without a space after the colon',
    clause: 'RFC 9112 5',
    refuses: (lines) => lines.some((line) => line.raw === trimOws(line.raw) && line.raw !== ''),
  }),
  taking({
    name: 'key-first-line-wins',
    ...LINES,
    says: 'uses the first of several keys',
    reads: (_value, lines) => (lines.length > 1 ? keyOnly(lines[0]?.value) : undefined),
  }),
  taking({
    name: 'key-last-line-wins',
    ...LINES,
    says: 'uses the last of several keys',
    reads: (_value, lines) => (lines.length > 1 ? keyOnly(lines.at(-1)?.value) : undefined),
  }),
  taking({
    name: 'key-repeated-line',
    ...LINES,
    says: 'accepts two equal keys as one',
    reads: (_value, lines) =>
      lines.length > 1 && lines.every((line) => line.value === lines[0]?.value) ? keyOnly(lines[0]?.value) : undefined,
  }),
  taking({
    name: 'key-different-lines',
    ...LINES,
    says: 'refuses a key that is there twice, and uses the first of two different ones',
    reads: (_value, lines) =>
      new Set(lines.map((line) => line.value)).size === 2 ? keyOnly(lines[0]?.value) : undefined,
  }),
  taking({
    name: 'key-list',
    ...LINES,
    says: 'uses the first member of a list of keys',
    reads: (value) => keyOnly(members(value)[0]),
  }),
  taking({
    name: 'key-quoted',
    says: 'removes the quotes from a key',
    reads: (value) => keyOnly(/^"(.*)"$/.exec(value)?.[1]),
  }),
  taking({
    name: 'key-parameter',
    says: 'removes parameters from a key',
    reads: (value) => (value.includes(';') ? keyOnly(value.split(';')[0]) : undefined),
  }),
  refusingKey({
    name: 'key-zero-refused',
    says: 'refuses the key of sixteen zero bytes',
    clause: ITEM_5,
    refuses: (lines) => combined(lines).startsWith('AAAAAAAAAAAAAAAAAAAAAA'),
  }),
  {
    name: 'key-repeated-salted',
    breaks: [R.keyIs16Bytes, R.acceptMatchesKey],
    says: 'answers a key that it has met before with another Accept',
    clause: ACCEPT,
    replaces: (intact) => {
      const seen = remembered<boolean>()
      return {
        computeAccept(key) {
          const before = seen.get(key) === true
          seen.set(key, true)
          return intact.computeAccept(before ? `${key}again` : key)
        },
      }
    },
  },
  {
    name: 'key-case-insensitive-cache',
    breaks: [R.acceptMatchesKey],
    says: 'caches the Accept by the key in lower case',
    clause: ACCEPT,
    replaces: (intact) => {
      const accepts = remembered<string>()
      return {
        computeAccept(key) {
          const known = accepts.get(key.toLowerCase()) ?? intact.computeAccept(key)
          accepts.set(key.toLowerCase(), known)
          return known
        },
      }
    },
  },
  taking({
    name: 'key-obs-text',
    says: 'accepts bytes above 0x7F in a key',
    reads: (value) =>
      /^[A-Za-z0-9+/\x80-\xff]{20,22}(?:==)?$/.test(value) && /[\x80-\xff]/.test(value) ? value : undefined,
  }),
  readingFrom({
    name: 'key-from-trailer',
    says: 'merges the trailer section into the header section',
    clause: 'RFC 9110 6.5.1',
    further: (request) => request.trailers.filter((line) => /^sec-websocket-key$/i.test(line.name)),
  }),
  readingFrom({
    name: 'key-underscore-alias',
    says: 'accepts an underscore for a hyphen in a field name',
    clause: 'RFC 9110 5.1',
    further: (request) => request.fields.filter((line) => /^sec_websocket_key$/i.test(line.name)),
  }),
]
