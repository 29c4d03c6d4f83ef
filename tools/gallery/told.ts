import { aptLine } from '../../fleet/debian'
import { clauseUrl } from '../../harness/case/clause-link'
import type { CaseResult, Verdict } from '../../harness/case/results'
import { calledName } from '../../reports/target-words'
import { code, fenced, inElement, prose } from '../../reports/text/markdown-syntax'
import { count, listed } from '../../reports/text/phrases'
import { shellLine } from '../../reports/text/shell'
import { SHAPES } from '../../reports/verdict-words'
import { ENDINGS, wireText } from '../../reports/wire/connection-text'
import type { Published } from './published'

/** How much of a text is told in a cell of a table. */
const LONGEST_CELL = 160

/** `✕ fail`. */
export function mark(verdict: Verdict): string {
  return `${SHAPES[verdict]} ${verdict}`
}

/** What a published server is called: `ws 8.23.0`; a hop by its own name. */
export function nameOf({ name, version, target }: Published): string {
  return target.via ? `${name} ${version}` : calledName(target)
}

/** The name as a link from a page in a folder beside `servers`: to its page, or of an older version to its history. */
export function linkTo(published: Published): string {
  const { name, isOlder } = published
  return `[${prose(nameOf(published))}](../${isOlder ? 'history' : 'servers'}/${name}.md)`
}

/** Text of a case for a cell of a table: one line, cut where it is long. */
export function cell(text: string): string {
  return prose(text.length > LONGEST_CELL ? `${text.slice(0, LONGEST_CELL).replace(/[\ud800-\udbff]$/, '')}…` : text)
}

/** Clauses as results name them (`RFC 6455 4.2.2`), each a link to its text. */
export function clauseLinks(source: readonly string[]): string {
  const linked = source.map((name) => {
    const [, rfc, section = ''] = /^RFC (\d+) (\S+)$/.exec(name) ?? []
    return rfc === undefined ? prose(name) : `[${name}](${clauseUrl({ rfc: Number(rfc), section })})`
  })
  return linked.join(', ')
}

/** The command lines that run cases of a published server again, what gets it first where npm does not bring it. */
export function repeatLines({ name, version, manifest }: Published, only: readonly string[] = []): string[] {
  const { packages = [] } = manifest.install.debian ?? {}
  const cases = only.flatMap((id) => ['--only', id])
  const more = only.length > 0 ? ['--verbose'] : []
  const line = shellLine(['npx', 'wsspec', 'run', `${name}@${version}`, ...cases, ...more])
  return packages.length > 0 ? [aptLine(packages), line] : [line]
}

/** What is said of a finding, each line with its label. */
function words({ expected, got, because, fixture, stable }: CaseResult): string[] {
  const told: [string, string][] = [
    ['required', expected],
    ['seen', got],
    ['because', because],
    ['the fixture, not the library, decides this', fixture ?? ''],
    ['not the same in both runs', stable ? '' : 'look at this one with care'],
  ]
  return told.filter(([, text]) => text !== '').map(([label, text]) => `- ${label}: ${prose(text)}`)
}

/** What the server that `base` is came to in a case, where another stands on it. */
function ofBase(base: Published | undefined, id: string): string[] {
  const other = base?.target.cases.find((each) => each.id === id)
  return base && other ? [`- ${prose(nameOf(base))} by itself: ${mark(other.verdict)}, ${prose(other.got)}`] : []
}

/** The other cases that have to be sent to see a finding again: those that decided it, and for 0.06 those it speaks of. */
function company({ id, got, evidence = [] }: CaseResult): readonly string[] {
  return id === '0.06' ? (got.match(/\b\d{1,2}\.\d\d\b/g) ?? []) : evidence
}

/** A finding of a published server, folded: what was required and seen, the octets, and how to see it again. */
export function finding(published: Published, result: CaseResult, base: Published | undefined): string {
  const { id, level, title, verdict, source, exchanges } = result
  const summary = `${mark(verdict).replace(verdict, `<b>${verdict}</b>`)} ${inElement(`${id} ${level} ${title}`)}`
  const [command = '', ...more] = repeatLines(published, [id, ...company(result)]).reverse()
  return [
    `<details><summary>${summary}</summary>`,
    '',
    ...words(result),
    ...ofBase(base, id),
    `- clauses: ${clauseLinks(source)}; [what is sent and why](../../cases/${id}.md), [who else](../cases/${id}.md)`,
    `- again: ${code(command)}${more.length > 0 ? `, after ${code(more.join(' && '))}` : ''}`,
    '',
    ...(verdict === 'fail'
      ? exchanges.flatMap((exchange) => [fenced(wireText(exchange, ENDINGS[exchange.ended])), ''])
      : []),
    '</details>',
  ].join('\n')
}

/** `3 findings`, or `no finding`. */
export function findingsCount(number: number): string {
  return number === 0 ? 'no finding' : count(number, 'finding')
}

/** Ids as links to what each case is. */
export function caseLinks(ids: readonly string[]): string {
  return listed(ids.map((id) => `[${id}](../../cases/${id}.md)`))
}
