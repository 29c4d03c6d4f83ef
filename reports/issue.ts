import { isClauseUrl, namedClauseLink } from '../harness/case/clause-link'
import {
  type CaseResult,
  identityOf,
  type Results,
  roleOf,
  type StoredExchange,
  type TargetResult,
} from '../harness/case/results'
import type { Role } from '../harness/case/role'
import { isFailure } from '../harness/case/verdicts'
import type { CaseNotes, Notes } from './case-notes'
import { PROGRAM_MARK } from './case-words'
import type { CauseGroup } from './model/cause-group'
import { reportModel } from './model/report-model'
import { type ReportTerms, type TargetReport, termsOf } from './model/target-report'
import { repeatLine } from './repeat-command'
import { roleWords } from './role-words'
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
export interface IssueOptions extends Partial<ReportTerms> {
  notes: Notes
  /** What wsspec runs on: `Node 22.1.0, linux x64`. */
  environment?: string
}

/** Maximum number of characters of the answer in a title, and in a list of cases. */
const LONGEST_TITLE = 80
const LONGEST_ANSWER = 200

/** A key of 16 bytes (RFC 6455 4.1): it is random, and so no difference. */
const ANY_KEY = /^(sec-websocket-key: )[\w+/]{22}==(?=␍␊$)/i

/** The lines of the first head that was sent on a connection, with control characters made visible. */
function sentLines(exchange: StoredExchange, role: Role): string[] {
  const sent = decoded(exchange.sent)
  const [head] = pieces(sent, 'sent', role)
  if (head?.kind !== 'text') return []
  const lines = visible(sent.subarray(head.start, head.end)).split('\n')
  return lines.filter((line) => line !== '').map((line) => line.replace(ANY_KEY, '$1(16 random bytes)'))
}

/** How what a case sends differs from the correct handshake, and what followed that. */
function minimalPair(exchange: StoredExchange | undefined, target: TargetResult): string[] {
  const [control] = target.controls
  if (!exchange || !control) return []
  const role = roleOf(target)
  const { noun, changed, control: correct } = roleWords(target)
  const compared = lineDiff(sentLines(control, role), sentLines(exchange, role))
  const lines = compared.filter(({ mark }) => mark !== ' ').map(({ mark, text }) => mark + text)
  const [line = ''] = visible(decoded(control.received)).split('␍␊')
  const differ =
    lines.length > 0
      ? [`The ${changed} of this case differs in:`, '', fenced(lines.join('\n'), 'diff')]
      : ['It has the same lines: the difference is in when they are sent, or in what follows them.']
  return [
    `## Compared with the ${correct}`,
    '',
    role === 'server'
      ? `The same server answered a correct handshake with: ${prose(line)}`
      : `The same ${noun} opened after the ${correct}.`,
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

function observed(result: CaseResult, exchange: StoredExchange | undefined, target: TargetResult): string[] {
  const { got, because, fixture, parts = [], verdict, exchanges } = result
  const failing = parts.filter((part) => part.verdict === verdict && parts.length > 1)
  const others = exchanges.length - 1
  return [
    `## What the ${roleWords(target).noun} did`,
    '',
    prose([got, because].filter((text) => text !== '').join('; ') || verdict),
    '',
    ...(fixture === undefined ? [] : [`**${PROGRAM_MARK}**: ${prose(fixture)}`, '']),
    ...failing.map((part) => `- ${prose(`${part.name}: ${part.got}`)}`),
    ...(failing.length > 0 ? [''] : []),
    ...(exchange ? [fenced(exchangeText(exchange, roleOf(target))), ''] : []),
    ...(others > 0
      ? [`The case has ${count(others, 'further connection')}: add --json FILE to the command below to see them.`, '']
      : []),
  ]
}

function environment(target: TargetResult, { id, level }: CaseResult, results: Results, on: string): string[] {
  const known = identityOf(target)
  const language = known ? ` (${known.language})` : ''
  const tool = [`wsspec ${results.tool.version}`, on].filter((text) => text !== '').join(', ')
  return [
    '## Environment',
    '',
    `- ${roleWords(target).Noun}: ${known ? prose(displayName(target) + language) : 'not known to wsspec'}`,
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

/** The other cases with the same cause, and what would fix all of them. */
function sameCause({ title, remedy, findings }: CauseGroup, others: readonly CaseResult[]): string[] {
  const cases = others.map(({ id, level, title: what, got, verdict }) => {
    const answer = got === '' ? verdict : clipped(got, LONGEST_ANSWER)
    return `- ${prose(`${id} ${level} ${what}: ${answer}`)}`
  })
  if (remedy === '' && cases.length === 0) return []
  return [
    '## Cause',
    '',
    `${prose(title)}.${remedy === '' ? '' : ` To fix it: ${prose(remedy)}`}`,
    '',
    ...(cases.length > 0 ? [`${count(findings.length, 'case')} show it; the others are:`, '', ...cases, ''] : []),
  ]
}

/** The bug report about the first finding of a cause, which names the others; see `issue`. */
export function bugReport(target: TargetResult, cause: CauseGroup, results: Results, options: IssueOptions): string {
  const [result, ...others] = cause.findings
  if (!result) return ''
  const exchange = decidingExchange(result)
  const [clause] = result.source
  const outcome = result.got === '' ? '' : `: ${clipped(result.got, LONGEST_TITLE)}`
  return [
    `# Opening handshake: ${prose(`${result.title}${outcome}${clause === undefined ? '' : ` (${clause})`}`)}`,
    '',
    ...observed(result, exchange, target),
    ...required(result, options.notes.get(result.id)),
    ...sameCause(cause, others),
    ...minimalPair(exchange, target),
    ...reproduce(target, result, results),
    ...environment(target, result, results, options.environment ?? ''),
  ].join('\n')
}

/** The causes to report: those of failures, known ones last. Findings of results without causes are reported one by one. */
function reported({ causes, known }: TargetReport, strict: boolean): CauseGroup[] {
  return [...causes, ...known].flatMap((cause) => {
    const findings = cause.findings.filter(({ verdict }) => isFailure(verdict, strict))
    if (cause.id === null) return findings.map((finding) => ({ ...cause, findings: [finding] }))
    return findings.length > 0 ? [{ ...cause, findings }] : []
  })
}

/**
 * A bug report in Markdown for each cause of failures, the gravest first, to paste into the issue tracker of the target:
 * title, the observed answer with its bytes, what is required with its clauses, the other cases with the same cause, the
 * difference from the correct handshake, how to reproduce it, environment. A rule is between two reports; without a failure
 * the text is empty. Errors of wsspec are not reported.
 */
export function issue(results: Results, options: IssueOptions): string {
  const terms = termsOf(options)
  const reports = reportModel(results, terms).targets.flatMap((each) =>
    reported(each, terms.strict).map((cause) => bugReport(each.target, cause, results, options)),
  )
  return reports.join('\n---\n\n')
}
