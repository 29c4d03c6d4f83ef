import { type Entry, entriesOf } from '../../harness/case/catalogue'
import type { CaseResult } from '../../harness/case/results'
import { isFinding, isNotable, type Verdict } from '../../harness/case/verdicts'
import { escaped, prose, table } from '../../reports/text/markdown-syntax'
import { count, listed } from '../../reports/text/phrases'
import { suites } from '../../suites/server'
import type { Pages } from '../page-folder'
import { whyOfStack } from './attribution'
import { cell, mark, markChange } from './cells'
import type { Gallery, Published } from './gallery'
import { linkTo, nameOf } from './links'

/** One server's result of a case. */
interface Answer {
  published: Published
  result: CaseResult
}

/** The verdicts in the order of the page. */
const ORDER: readonly Verdict[] = ['error', 'fail', 'contested', 'warn', 'inconclusive', 'observed', 'pass', 'skip']

/** True for a verdict whose servers are listed with their answers. For the others their names are enough. */
function isListed(verdict: Verdict): boolean {
  return isNotable(verdict) || verdict === 'observed'
}

function answersOf(servers: readonly Published[], id: string): Answer[] {
  return servers.flatMap((published) => {
    const result = published.target.cases.find((each) => each.id === id)
    return result ? [{ published, result }] : []
  })
}

function withVerdict(answers: readonly Answer[], verdict: Verdict): Answer[] {
  return answers.filter(({ result }) => result.verdict === verdict)
}

/** The HTTP stack that decides this result without the library, in parentheses; an empty text where none does. */
function stackOf({ published, result }: Answer): string {
  const isOfStack = isFinding(result.verdict) && whyOfStack(published, result) !== null
  return isOfStack ? ` (${published.manifest.stack})` : ''
}

/** Groups servers with one core and the same answer. */
function groups(answers: readonly Answer[]): Answer[][] {
  const found = new Map<string, Answer[]>()
  for (const answer of answers) {
    const { published, result } = answer
    const key = JSON.stringify([published.manifest.core, result.verdict, result.got, result.fixture, stackOf(answer)])
    found.set(key, [...(found.get(key) ?? []), answer])
  }
  return [...found.values()]
}

function groupRow(group: readonly Answer[]): string[] {
  const [first] = group
  if (!first) return []
  const { verdict, got, because, fixture, stable } = first.result
  const notes = [fixture === undefined ? '' : ' (test program)', stackOf(first), stable ? '' : ' (the two runs differ)']
  const names = listed(group.map(({ published }) => linkTo(published)))
  return [names, mark(verdict) + notes.join(''), cell(verdict === 'inconclusive' ? because : got)]
}

function answersTable(answers: readonly Answer[]): string[] {
  const rows = ORDER.filter(isListed).flatMap((verdict) => groups(withVerdict(answers, verdict)).map(groupRow))
  return rows.length === 0 ? [] : [table(['server', 'verdict', 'answer'], rows)]
}

function names(answers: readonly Answer[], verdict: Verdict): string[] {
  const found = withVerdict(answers, verdict).map(({ published }) => nameOf(published))
  return found.length === 0 ? [] : [`${mark(verdict)}: ${prose(listed(found))}.`]
}

/** The hops with which ws has another verdict than without. */
function hopLines({ servers, hops }: Gallery, id: string): string[] {
  const [ws] = answersOf(
    servers.filter(({ name }) => name === 'ws'),
    id,
  )
  const changed = answersOf(hops, id).filter(({ result }) => ws !== undefined && ws.result.verdict !== result.verdict)
  if (ws === undefined || changed.length === 0) return []
  const lines = changed.map(
    ({ published, result }) =>
      `- ${linkTo(published)}: ${markChange(ws.result.verdict, result.verdict)}, ${cell(result.got)}`,
  )
  return [`With these hops in front of it, ws has another verdict:\n\n${lines.join('\n')}`]
}

function whoDiffersPage(gallery: Gallery, { suite, case: { id, title, level } }: Entry): string {
  const answers = answersOf(gallery.servers, id)
  const verdicts = ORDER.flatMap((verdict) => {
    const { length } = withVerdict(answers, verdict)
    return length > 0 ? [`${length} ${verdict}`] : []
  })
  const parts = [
    `# ${id} ${escaped(title)}: who differs`,
    `${level}, suite ${suite.number}: ${escaped(suite.title)}. [What is sent, what is required and why](../../cases/${id}.md); \
[all cases](README.md), [all servers](../README.md).`,
    `${count(answers.length, 'server')}: ${listed(verdicts)}.`,
    ...answersTable(answers),
    ...names(answers, 'pass'),
    ...names(answers, 'skip'),
    ...hopLines(gallery, id),
  ]
  return `${parts.join('\n\n')}\n`
}

function indexRow({ servers }: Gallery, { case: { id, title, level } }: Entry): string[] {
  const answers = answersOf(servers, id)
  const verdicts = (['fail', 'contested', 'warn', 'pass'] as const).map(
    (verdict) => withVerdict(answers, verdict).length,
  )
  return [`[${id}](${id}.md) ${escaped(title)}`, level, ...verdicts.map((number) => String(number || ''))]
}

function whoDiffersIndex(gallery: Gallery): string {
  const head = ['case', 'level', mark('fail'), mark('contested'), mark('warn'), mark('pass')]
  const tables = suites.map((suite) => {
    const rows = entriesOf([suite]).map((entry) => indexRow(gallery, entry))
    return `## ${suite.number} ${escaped(suite.title)}\n\n${table(head, rows, 2)}`
  })
  const words = `How many of ${count(gallery.servers.length, 'server')} have each verdict. The page of a case names them. Servers that are built on \
the same library are counted one by one. [All servers](../README.md).`
  return `# Who differs, by case\n\n${words}\n\n${tables.join('\n\n')}\n`
}

/** A page for each case, and their index, by path in docs/results. */
export function whoDiffersPages(gallery: Gallery): Pages {
  const pages = entriesOf(suites).map((entry) => [`cases/${entry.case.id}.md`, whoDiffersPage(gallery, entry)] as const)
  return new Map([['cases/README.md', whoDiffersIndex(gallery)], ...pages])
}
