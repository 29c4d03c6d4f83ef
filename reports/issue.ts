import { isClauseUrl, namedClauseLink } from '../harness/case/clause-link'
import type { CaseResult, Results, StoredExchange, TargetResult } from '../harness/case/results'
import { isFailure } from '../harness/case/verdicts'
import type { CaseNotes, Notes } from './case-notes'
import { PROGRAM_MARK } from './case-words'
import { repeatLine } from './repeat-command'
import { displayName } from './target-words'
import { lineDiff } from './text/line-diff'
import { code, fenced, prose } from './text/markdown-syntax'
import { variablesNote } from './text/masked-words'
import { clipped, count } from './text/phrases'
import { exchangeByHand } from './wire/by-hand'
import { exchangeText, visible } from './wire/connection-text'
import { decidingExchange } from './wire/deciding'
import { decoded, pieces } from './wire/stored-bytes'

/** What a bug report needs besides the results. */
export interface IssueOptions {
  notes: Notes
  /** Contested and SHOULD findings are reported too. */
  strict?: boolean
  /** What wsspec runs on: `Node 22.1.0, linux x64`. */
  environment?: string
}

/** The most characters of the answer in a title. */
const LONGEST_TITLE = 80

/** A key of 16 bytes (RFC 6455 4.1): it is random, and so no difference. */
const ANY_KEY = /^(sec-websocket-key: )[\w+/]{22}==(?=␍␊$)/i

/** The lines of the first request of a connection, with control characters made visible. */
function requestLines(exchange: StoredExchange): string[] {
  const sent = decoded(exchange.sent)
  const [head] = pieces(sent, 'sent')
  if (head?.kind !== 'text') return []
  const lines = visible(sent.subarray(head.start, head.end)).split('\n')
  return lines.filter((line) => line !== '').map((line) => line.replace(ANY_KEY, '$1(16 random bytes)'))
}

/** How the request of the case differs from the correct handshake, and how the server answered that. */
function minimalPair(exchange: StoredExchange | undefined, target: TargetResult): string[] {
  const [control] = target.controls
  if (!exchange || !control) return []
  const compared = lineDiff(requestLines(control), requestLines(exchange))
  const lines = compared.filter(({ mark }) => mark !== ' ').map(({ mark, text }) => mark + text)
  const [status = ''] = visible(decoded(control.received)).split('␍␊')
  const differ =
    lines.length > 0
      ? ['The request of this case differs in:', '', fenced(lines.join('\n'), 'diff')]
      : ['It has the same lines: the difference is in when they are sent, or in what follows them.']
  return [
    '## Compared with the correct handshake',
    '',
    `The same server answered a correct handshake with: ${prose(status)}`,
    '',
    ...differ,
    '',
  ]
}

function clauseItem({ text, url }: CaseNotes['clauses'][number]): string {
  return isClauseUrl(url) ? `- [${prose(text)}](${url})` : `- ${prose(text)}`
}

function required(result: CaseResult, notes: CaseNotes | undefined): string[] {
  const clauses = notes?.clauses ?? result.source.map(namedClauseLink)
  const { why, contested } = notes ?? {}
  return [
    '## Required',
    '',
    `${prose(result.expected)}`,
    '',
    ...clauses.map(clauseItem),
    '',
    ...(contested
      ? [
          `Two clauses disagree. Read strictly: ${prose(contested.strict)}. Read leniently: ${prose(contested.lenient)}.`,
          '',
        ]
      : []),
    ...(why ? [`Why it matters: ${prose(why)}`, ''] : []),
  ]
}

function observed(result: CaseResult, exchange: StoredExchange | undefined): string[] {
  const { got, because, fixture, parts = [], verdict, exchanges } = result
  const failing = parts.filter((part) => part.verdict === verdict && parts.length > 1)
  const others = exchanges.length - 1
  return [
    '## What the server did',
    '',
    prose([got, because].filter((text) => text !== '').join('; ') || verdict),
    '',
    ...(fixture === undefined ? [] : [`**${PROGRAM_MARK}**: ${prose(fixture)}`, '']),
    ...failing.map((part) => `- ${prose(`${part.name}: ${part.got}`)}`),
    ...(failing.length > 0 ? [''] : []),
    ...(exchange ? [fenced(exchangeText(exchange)), ''] : []),
    ...(others > 0
      ? [`The case has ${count(others, 'further connection')}: add --json FILE to the command below to see them.`, '']
      : []),
  ]
}

function environment(target: TargetResult, { id, level }: CaseResult, results: Results, on: string): string[] {
  const language = target.server ? ` (${target.server.language})` : ''
  const tool = [`wsspec ${results.tool.version}`, on].filter((text) => text !== '').join(', ')
  return [
    '## Environment',
    '',
    `- Server: ${target.server ? prose(displayName(target) + language) : 'not known to wsspec'}`,
    `- URL: ${code(target.url)}`,
    `- Case: ${prose(`${id} ${level} of ${tool}`)}`,
    ...(results.startedAt === null ? [] : [`- Date: ${prose(results.startedAt)}`]),
    '',
  ]
}

function reproduce(target: TargetResult, result: CaseResult, results: Results): string[] {
  const { id, evidence } = result
  const line = repeatLine(id, target, results.command, evidence)
  const exchange = decidingExchange(result)
  const hand = exchange ? exchangeByHand(target, results.command, exchange) : null
  const secrets = variablesNote(line)
  const notes = hand?.notes.map((note) => `${prose(note)}\n`) ?? []
  return [
    '## How to reproduce',
    '',
    fenced(line, 'sh'),
    '',
    ...(secrets === null ? [] : [prose(secrets), '']),
    ...(hand ? ['Or by hand:', '', fenced(hand.line, 'sh'), '', ...notes] : []),
  ]
}

function report(target: TargetResult, result: CaseResult, results: Results, options: IssueOptions): string {
  const exchange = decidingExchange(result)
  const [clause] = result.source
  const outcome = result.got === '' ? '' : `: ${clipped(result.got, LONGEST_TITLE)}`
  return [
    `# Opening handshake: ${prose(`${result.title}${outcome}${clause === undefined ? '' : ` (${clause})`}`)}`,
    '',
    ...observed(result, exchange),
    ...required(result, options.notes.get(result.id)),
    ...minimalPair(exchange, target),
    ...reproduce(target, result, results),
    ...environment(target, result, results, options.environment ?? ''),
  ].join('\n')
}

/**
 * A bug report in Markdown for each case that the target fails, to paste into the issue tracker of the server: title, the
 * observed answer with its bytes, what is required with its clauses, the difference from the correct handshake, how to
 * reproduce it, environment. A rule is between two reports; without a failure the text is empty. Errors of wsspec are not
 * reported.
 */
export function issue(results: Results, options: IssueOptions): string {
  const reports = results.targets.flatMap((target) =>
    target.cases
      .filter(({ verdict }) => isFailure(verdict, options.strict))
      .map((result) => report(target, result, results, options)),
  )
  return reports.join('\n---\n\n')
}
