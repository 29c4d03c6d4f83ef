import { R, type Requirement } from '../../../suites/requirements'
import { asciiLower, isToken, trimOws } from '../fields'
import { broken, type Refusal } from '../refusal'
import type { Request } from '../request'
import type { Defect } from './defect'
import { rewriting } from './kit'

/** Changes every line of a section but the first; `undefined` drops the line. */
function eachLine(text: string, change: (line: string) => string | undefined): string {
  const [first = '', ...lines] = text.split('\r\n')
  const kept = lines.flatMap((line) => (line === '' ? line : (change(line) ?? [])))
  return [first, ...kept].join('\r\n')
}

/** A defect that drops lines which are no field lines. */
function dropping(name: string, says: string, drops: (line: string, name: string) => boolean): Defect {
  return rewriting(name, says, [R.badFieldLineAnswered400], 'RFC 9112 2.2, 5', (text) =>
    eachLine(text, (line) => (drops(line, line.slice(0, Math.max(0, line.indexOf(':')))) ? undefined : line)),
  )
}

/** A defect that lets a line with whitespace before it get into the Accept: the first line of all, or one that is folded. */
function folding(name: string, says: string, breaks: readonly Requirement[], clause: string, first: boolean): Defect {
  return {
    name,
    breaks,
    says,
    clause,
    replaces: (intact) => {
      let folded = ''
      return {
        section(text) {
          const lines = text.split('\r\n')
          const at = lines.findIndex((line, index) => index > 0 && first === (index === 1) && /^[ \t]/.test(line))
          folded = trimOws(lines[at] ?? '')
          if (at < 0) return intact.section(text)
          const before = first ? lines[0] : `${lines[at - 1]} ${folded}`
          return intact.section([...lines.slice(0, at - 1), before, ...lines.slice(at + 1)].join('\r\n'))
        },
        accept: (key) => intact.accept(key + folded),
      }
    },
  }
}

/** A defect that refuses a well-formed request. */
function refusing(
  name: string,
  says: string,
  breaks: readonly Requirement[],
  clause: string,
  status: number,
  refuses: (request: Request) => boolean,
): Defect {
  return {
    name,
    breaks,
    says,
    clause,
    replaces: (intact) => ({
      further: (request, nth): Refusal | undefined =>
        refuses(request) ? broken(status, 'This is too much.', 'none') : intact.further(request, nth),
    }),
  }
}

/** What can be wrong about how lines are read. */
export const LINE_DEFECTS: readonly Defect[] = [
  folding(
    'obs-fold-in-accept',
    'puts what stands on a folded line behind the key',
    [R.obsFoldRejectedOrReplaced],
    'RFC 9112 5.2',
    false,
  ),
  folding(
    'indented-line-in-accept',
    'reads a line with whitespace before it, the first of all',
    [R.messageParsedByGrammar],
    'RFC 9112 2.2',
    true,
  ),
  rewriting(
    'bare-cr-ends-line',
    'takes a bare CR for a line end',
    [R.fieldValueTrimmedNoControls, R.messageParsedByGrammar, R.badHostAnswered400],
    'RFC 9112 2.2',
    (text) => text.replace(/\r(?!\n)/g, '\r\n'),
  ),
  rewriting('nul-dropped', 'drops NUL from field values', [R.fieldValueTrimmedNoControls], 'RFC 9110 5.5', (text) =>
    eachLine(text, (line) => {
      const colon = line.indexOf(':') + 1
      return line.slice(0, colon) + line.slice(colon).replaceAll('\0', '')
    }),
  ),
  refusing(
    'obs-text-refused',
    'refuses octets above 0x7F in field values',
    [R.obsTextOpaque],
    'RFC 9110 5.5',
    400,
    (request) =>
      request.fields.some(
        ({ name, value }) => !/^(?:sec-websocket-|upgrade$|connection$)/i.test(name) && /[\x80-\xff]/.test(value),
      ),
  ),
  rewriting(
    'space-before-colon',
    'drops whitespace before a colon',
    [R.whitespaceBeforeColonAnswered400],
    'RFC 9112 5.1',
    (text) => eachLine(text, (line) => line.replace(/^([^\s:]+)[ \t]+:/, '$1:')),
  ),
  dropping('line-without-colon', 'skips lines without a colon', (line) => !line.includes(':') && !/^[ \t]/.test(line)),
  dropping('line-without-name', 'skips lines that start with a colon', (line) => line.startsWith(':')),
  dropping(
    'line-with-odd-name',
    'skips lines whose name is no token',
    (_line, name) => name !== '' && !isToken(name) && !/^[ \t]|[ \t]$/.test(name),
  ),
  refusing(
    'many-fields-500',
    'answers 500 to more than 200 fields',
    [R.oversizedFieldsRefused],
    'RFC 9110 5.4',
    500,
    (request) => request.fields.length > 200,
  ),
  refusing(
    'large-field-500',
    'answers 500 to a field of more than 16,000 octets',
    [R.oversizedFieldsRefused],
    'RFC 9110 5.4',
    500,
    (request) => request.fields.some(({ name, value }) => asciiLower(name) === 'x-a' && value.length > 16_000),
  ),
  {
    name: 'header-section-unbounded',
    breaks: [R.hostileInputSurvived],
    says: 'bounds no header section',
    clause: 'RFC 9110 5.4, 17.5',
    replaces: () => ({ limits: (limits) => ({ ...limits, headerSection: 2 ** 27 }) }),
  },
  {
    name: 'no-request-404',
    breaks: [R.invalidInputRejected, R.messageParsedByGrammar],
    says: 'answers 404 to what is no request line',
    clause: 'RFC 9112 2.2',
    replaces: (intact) => ({
      refusing(found, request) {
        const refusal = intact.refusing(found, request)
        return refusal.clause === 'RFC 9112 3' && refusal.status === 400 ? { ...refusal, status: 404 } : refusal
      },
    }),
  },
  {
    name: 'control-octets-dropped-silently',
    breaks: [R.invalidHandshakeIsHttpError, R.invalidInputRejected],
    says: 'ends the connection without an answer where a line has a control octet',
    clause: 'RFC 6455 4.2.1, 10.7',
    replaces: (intact) => ({
      told: (refusal, request) =>
        /control octet|bare CR/.test(refusal.because) ? undefined : intact.told(refusal, request),
    }),
  },
]
