import { R } from '../../../suites/requirements'
import { asciiLower, isToken, trimOws } from '../http/fields'
import { broken } from '../http/refusal'
import type { About, Defect } from './defect'
import { changingRefusals, refusing, rewriting } from './kit'

/** Changes every line of a section but the first; `undefined` drops the line. */
function eachLine(text: string, change: (line: string) => string | undefined): string {
  const [first = '', ...lines] = text.split('\r\n')
  const kept = lines.flatMap((line) => (line === '' ? line : (change(line) ?? [])))
  return [first, ...kept].join('\r\n')
}

/** A defect that drops lines which are no field lines. `name` is the text before the first colon. */
function dropping({
  drops,
  ...about
}: Pick<About, 'name' | 'says'> & { drops(line: string, name: string): boolean }): Defect {
  return rewriting({
    breaks: [R.badFieldLineAnswered400],
    clause: 'RFC 9112 2.2, 5',
    ...about,
    rewrite: (text) =>
      eachLine(text, (line) => (drops(line, line.slice(0, Math.max(0, line.indexOf(':')))) ? undefined : line)),
  })
}

/** A defect that computes the Accept over the key and a line that starts with whitespace: the first field line, or a later one. */
function folding({ line, ...about }: About & { line: 'first' | 'later' }): Defect {
  return {
    ...about,
    replaces: (intact) => {
      let folded = ''
      return {
        splitLines(text) {
          const lines = text.split('\r\n')
          const wanted = (index: number) => (line === 'first' ? index === 1 : index > 1)
          const at = lines.findIndex((each, index) => wanted(index) && /^[ \t]/.test(each))
          folded = trimOws(lines[at] ?? '')
          if (at < 0) return intact.splitLines(text)
          const before = line === 'first' ? lines[0] : `${lines[at - 1]} ${folded}`
          return intact.splitLines([...lines.slice(0, at - 1), before, ...lines.slice(at + 1)].join('\r\n'))
        },
        computeAccept: (key) => intact.computeAccept(key + folded),
      }
    },
  }
}

const isOfHandshake = (name: string) => /^(?:sec-websocket-|upgrade$|connection$)/i.test(name)

/** How field lines are read, and how many and how large they may be. */
export const FIELD_LINE_DEFECTS: readonly Defect[] = [
  folding({
    name: 'obs-fold-in-accept',
    breaks: [R.obsFoldRejectedOrReplaced],
    says: 'appends the text of a folded line to the key',
    clause: 'RFC 9112 5.2',
    line: 'later',
  }),
  folding({
    name: 'indented-line-in-accept',
    breaks: [R.messageParsedByGrammar],
    says: 'accepts a line with leading whitespace after the request line and appends its text to the key',
    clause: 'RFC 9112 2.2',
    line: 'first',
  }),
  rewriting({
    name: 'bare-cr-ends-line',
    breaks: [R.fieldValueTrimmedNoControls, R.messageParsedByGrammar, R.badHostAnswered400],
    says: 'accepts a bare CR as a line end',
    clause: 'RFC 9112 2.2',
    rewrite: (text) => text.replace(/\r(?!\n)/g, '\r\n'),
  }),
  rewriting({
    name: 'nul-dropped',
    breaks: [R.fieldValueTrimmedNoControls],
    says: 'removes NUL from field values',
    clause: 'RFC 9110 5.5',
    rewrite: (text) =>
      eachLine(text, (line) => {
        const colon = line.indexOf(':') + 1
        return line.slice(0, colon) + line.slice(colon).replaceAll('\0', '')
      }),
  }),
  refusing({
    name: 'obs-text-refused',
    breaks: [R.obsTextOpaque],
    says: 'refuses bytes above 0x7F in field values',
    clause: 'RFC 9110 5.5',
    refusal: ({ fields }) =>
      fields.some(({ name, value }) => !isOfHandshake(name) && /[\x80-\xff]/.test(value)) ? tooMuch(400) : undefined,
  }),
  rewriting({
    name: 'space-before-colon',
    breaks: [R.whitespaceBeforeColonAnswered400],
    says: 'removes whitespace before a colon',
    clause: 'RFC 9112 5.1',
    rewrite: (text) => eachLine(text, (line) => line.replace(/^([^\s:]+)[ \t]+:/, '$1:')),
  }),
  dropping({
    name: 'line-without-colon',
    says: 'skips lines without a colon',
    drops: (line) => !line.includes(':') && !/^[ \t]/.test(line),
  }),
  dropping({
    name: 'line-without-name',
    says: 'skips lines that start with a colon',
    drops: (line) => line.startsWith(':'),
  }),
  dropping({
    name: 'line-with-odd-name',
    says: 'skips lines whose name is no token',
    drops: (_line, name) => name !== '' && !isToken(name) && !/^[ \t]|[ \t]$/.test(name),
  }),
  refusing({
    name: 'many-fields-500',
    breaks: [R.oversizedFieldsRefused],
    says: 'answers 500 to more than 200 fields',
    clause: 'RFC 9110 5.4',
    refusal: ({ fields }) => (fields.length > 200 ? tooMuch(500) : undefined),
  }),
  refusing({
    name: 'large-field-500',
    breaks: [R.oversizedFieldsRefused],
    says: 'answers 500 to a field of more than 16,000 bytes',
    clause: 'RFC 9110 5.4',
    refusal: ({ fields }) =>
      fields.some(({ name, value }) => asciiLower(name) === 'x-a' && value.length > 16_000) ? tooMuch(500) : undefined,
  }),
  {
    name: 'header-section-unbounded',
    breaks: [R.hostileInputSurvived],
    says: 'does not limit the size of a header section',
    clause: 'RFC 9110 5.4, 17.5',
    replaces: ({ limits }) => ({ limits: { ...limits, headerSection: 2 ** 27 } }),
  },
  changingRefusals({
    name: 'no-request-404',
    breaks: [R.invalidInputRejected, R.messageParsedByGrammar],
    says: 'answers 404 where the first line is no request line',
    clause: 'RFC 9112 2.2',
    change: (refusal) =>
      refusal.clause === 'RFC 9112 3' && refusal.status === 400 ? { ...refusal, status: 404 } : refusal,
  }),
  {
    name: 'control-octets-dropped-silently',
    breaks: [R.invalidHandshakeIsHttpError, R.invalidInputRejected],
    says: 'ends the connection without an answer where a line has a control character',
    clause: 'RFC 6455 4.2.1, 10.7',
    replaces: (intact) => ({
      refusalAnswer: (refusal, request) =>
        /control octet|bare CR/.test(refusal.because) ? undefined : intact.refusalAnswer(refusal, request),
    }),
  },
]

function tooMuch(status: number) {
  return broken(status, 'This is too much.', 'none')
}
