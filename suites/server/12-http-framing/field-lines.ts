import type { Case, Part } from '../../../harness/case/case'
import { rfc9110, rfc9112 } from '../../../harness/case/clause'
import { refused400 } from '../../../harness/judge/expectations'
import { R } from '../../requirements'
import { withPlainTwins } from '../parts/plain-twin'
import { beforeColon, notTheGrammar } from './parts/clauses'
import { refused400OrAccepted, replacing } from './parts/header-section'

const beforeFirstField = rfc9112(
  '2.2',
  '',
  'A recipient that receives whitespace between the start-line and the first header field MUST either reject the message as invalid or consume each whitespace-preceded line without further processing of it',
)

/** Requires 400. A 101 or a 2xx warns: RFC 9112 2.2 has only a SHOULD. */
const preferably400 = refused400({ rows: { '101': 'warn', '2xx': 'warn' } })

/** A part that sends BASE with one more line in the header section. */
function extraLine(name: string, text: string): Part {
  return { name, send: { fields: { [name]: { line: text } } }, expect: preferably400 }
}

/** Cases on lines that are not valid field lines. */
export const fieldLineCases: readonly Case[] = [
  {
    id: '12.25',
    level: 'MUST',
    title: 'Space before the colon of Upgrade',
    source: [beforeColon],
    tests: [R.whitespaceBeforeColonAnswered400],
    parts: [{ name: 'Upgrade', send: { fields: { Upgrade: { line: 'Upgrade : websocket' } } }, expect: refused400() }],
    why: 'One hop reads the line as Upgrade and the next one does not. The server must refuse the request, not interpret it.',
  },
  {
    id: '12.26',
    level: 'MUST',
    title: 'Space before the colon of an unrelated field',
    source: [beforeColon],
    tests: [R.whitespaceBeforeColonAnswered400],
    ...withPlainTwins([{ name: 'X-A', send: { fields: { 'X-A': { line: 'X-A : b' } } }, expect: refused400() }]),
    why: 'Differences in the handling of such lines "have led to security vulnerabilities" (RFC 9112 5.1), for example with Content-Length.',
  },
  {
    id: '12.27',
    level: 'MUST',
    title: 'Whitespace before the first field line',
    source: [beforeFirstField],
    tests: [R.messageParsedByGrammar],
    parts: [{ name: 'X-A', send: replacing('\r\n', '\r\n X-A: b\r\n'), expect: refused400OrAccepted }],
    why: 'One parser joins the line to the request line and another reads a field. This allows request smuggling (RFC 9112 2.2).',
  },
  {
    id: '12.28',
    level: 'SHOULD',
    title: 'Field line without a colon',
    source: [notTheGrammar, rfc9112('5')],
    tests: [R.badFieldLineAnswered400],
    ...withPlainTwins([extraLine('no colon', 'Xnocolon')]),
    why: 'One parser skips the line and another ends the header section there. They disagree about whether the next lines are fields or content.',
  },
  {
    id: '12.29',
    level: 'SHOULD',
    title: 'Field line with an empty name',
    source: [notTheGrammar, rfc9112('5', 'field-line')],
    tests: [R.badFieldLineAnswered400],
    ...withPlainTwins([extraLine('no name', ': v')]),
  },
  {
    id: '12.30',
    level: 'SHOULD',
    title: 'Invalid characters in a field name',
    source: [notTheGrammar, rfc9110('5.1'), rfc9110('5.6.2', 'token')],
    tests: [R.badFieldLineAnswered400],
    ...withPlainTwins([
      extraLine('X(A)', 'X(A): v'),
      extraLine('X A', 'X A: v'),
      { ...extraLine('X-A', 'X\xe9A: v'), name: 'X 0xE9 A' },
      { ...extraLine('X-A', 'X\0A: v'), name: 'X NUL A' },
    ]),
    why: 'If one parser drops a byte of the name, it reads another field than the next one. This can hide Content-Length from a check.',
  },
]
