import { isClauseUrl, namedClauseLink } from '../harness/case/clause-link'
import type { CaseResult, Results, StoredExchange, TargetResult } from '../harness/case/results'
import { isFailure } from '../harness/case/verdicts'
import type { CaseNotes, Notes } from './case-notes'
import { PROGRAM_MARK } from './case-words'
import { repeatLine, targetWord } from './repeat-command'
import { calledName } from './target-words'
import { lineDiff } from './text/line-diff'
import { code, fenced, prose } from './text/markdown-syntax'
import { clipped, count } from './text/phrases'
import { exchangeByHand } from './wire/by-hand'
import { exchangeText, visible } from './wire/connection-text'
import { decidingExchange } from './wire/deciding'
import { decoded, pieces } from './wire/stored-bytes'

/** What a bug report says beside the results. */
export interface IssueOptions {
  notes: Notes
  /** Contested and SHOULD findings are reported too. */
  strict?: boolean
  /** What wsspec ran on: `Node 22.1.0, linux x64`. */
  environment?: string
}

/** How much of what was seen stands in the title. */
const LONGEST_TITLE = 80

/** A key as every correct handshake has one (RFC 6455 4.1): which one says nothing. */
const ANY_KEY = /^(sec-websocket-key: )[\w+/]{22}==(?=␍␊$)/i

/** The lines of the first request of a connection, control octets made visible. */
function requestLines(exchange: StoredExchange): string[] {
  const sent = decoded(exchange.sent)
  const [head] = pieces(sent, 'sent')
  if (head?.kind !== 'text') return []
  const lines = visible(sent.subarray(head.start, head.end)).split('\n')
  return lines.filter((line) => line !== '').map((line) => line.replace(ANY_KEY, '$1(16 fresh octets)'))
}

/** What the correct handshake and the request of the case have apart, and that the correct one was accepted. */
function minimalPair(exchange: StoredExchange | undefined, target: TargetResult): string[] {
  const [control] = target.controls
  if (!exchange || !control) return []
  const compared = lineDiff(requestLines(control), requestLines(exchange))
  const lines = compared.filter(({ mark }) => mark !== ' ').map(({ mark, text }) => mark + text)
  const [status = ''] = visible(decoded(control.received)).split('␍␊')
  const differ =
    lines.length > 0
      ? ['It differs from this request in:', '', fenced(lines.join('\n'), 'diff')]
      : ['It has the same lines: the difference is in when they are sent, or in what follows them.']
  return [
    '## The correct handshake beside it',
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
          `Two clauses pull apart. Read strictly: ${prose(contested.strict)}. Read leniently: ${prose(contested.lenient)}.`,
          '',
        ]
      : []),
    ...(why ? [`Why it matters: ${prose(why)}`, ''] : []),
  ]
}

function seen(result: CaseResult, exchange: StoredExchange | undefined): string[] {
  const { got, because, fixture, parts = [], verdict, exchanges } = result
  const failing = parts.filter((part) => part.verdict === verdict && parts.length > 1)
  const others = exchanges.length - 1
  return [
    '## Seen',
    '',
    prose([got, because].filter((text) => text !== '').join('; ') || verdict),
    '',
    ...(fixture === undefined ? [] : [`**${PROGRAM_MARK}**: ${prose(fixture)}`, '']),
    ...failing.map((part) => `- ${prose(`${part.name}: ${part.got}`)}`),
    ...(failing.length > 0 ? [''] : []),
    ...(exchange ? [fenced(exchangeText(exchange)), ''] : []),
    ...(others > 0
      ? [`${count(others, 'further connection')} of this case: the repeat line below with --json shows them.`, '']
      : []),
  ]
}

function environment(target: TargetResult, { id, level }: CaseResult, results: Results, on: string): string[] {
  const language = target.server ? ` (${target.server.language})` : ''
  const tool = [`wsspec ${results.tool.version}`, on].filter((text) => text !== '').join(', ')
  return [
    '## Environment',
    '',
    `- Server: ${target.server ? prose(calledName(target) + language) : 'not known to wsspec'}`,
    `- URL: ${code(target.url)}`,
    `- Case: ${prose(`${id} ${level} of ${tool}`)}`,
    ...(results.startedAt === null ? [] : [`- Date: ${prose(results.startedAt)}`]),
    '',
  ]
}

function again(target: TargetResult, result: CaseResult, results: Results): string[] {
  const { id, evidence } = result
  const line = repeatLine(id, targetWord(target, results.command), evidence, results.command)
  const exchange = decidingExchange(result)
  const hand = exchange ? exchangeByHand(target, results.command, exchange) : null
  const notes = hand?.notes.map((note) => `${prose(note)}\n`) ?? []
  return [
    '## See it again',
    '',
    fenced(line, 'sh'),
    '',
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
    ...seen(result, exchange),
    ...required(result, options.notes.get(result.id)),
    ...minimalPair(exchange, target),
    ...again(target, result, results),
    ...environment(target, result, results, options.environment ?? ''),
  ].join('\n')
}

/**
 * A bug report in Markdown for each case that fails, to paste into the tracker of the server: title, what was seen with
 * its octets, what is required with its clauses, the correct handshake beside it, how to see it again, environment.
 * Several stand below one another with a rule between them; empty where nothing fails. Our own errors are no bug of theirs.
 */
export function issue(results: Results, options: IssueOptions): string {
  const reports = results.targets.flatMap((target) =>
    target.cases
      .filter(({ verdict }) => isFailure(verdict, options.strict))
      .map((result) => report(target, result, results, options)),
  )
  return reports.join('\n---\n\n')
}
