import { type Entry, entriesOf } from '../../harness/case/catalogue'
import type { CaseResult } from '../../harness/case/results'
import { isNotable, NOTABLE, type Verdict } from '../../harness/case/verdicts'
import { prose, row } from '../../reports/text/markdown-syntax'
import { count, listed } from '../../reports/text/phrases'
import { suites } from '../../suites/server'
import type { Gallery, Published } from './published'
import { cell, linkTo, mark, nameOf } from './told'

/** One server's result of a case. */
interface Answer {
  published: Published
  result: CaseResult
}

const ORDER: readonly Verdict[] = [...NOTABLE, 'observed', 'pass', 'skip']

/** True where each server is shown with what it did; of the other verdicts the names are enough. */
function isShown(verdict: Verdict): boolean {
  return verdict === 'observed' || isNotable(verdict)
}

function answersOf(servers: readonly Published[], id: string): Answer[] {
  return servers.flatMap((published) => {
    const result = published.target.cases.find((each) => each.id === id)
    return result ? [{ published, result }] : []
  })
}

/** Servers on one core that did the same, together. */
function groups(answers: readonly Answer[]): Answer[][] {
  const found = new Map<string, Answer[]>()
  for (const answer of answers) {
    const { published, result } = answer
    const key = JSON.stringify([published.manifest.core, result.verdict, result.got, result.fixture])
    found.set(key, [...(found.get(key) ?? []), answer])
  }
  return [...found.values()]
}

function groupRow(group: readonly Answer[]): string {
  const [first] = group
  if (!first) return ''
  const { verdict, got, because, fixture, stable } = first.result
  const seen = verdict === 'inconclusive' ? because : got
  const notes = [fixture === undefined ? '' : ' (fixture)', stable ? '' : ' (not in both runs)']
  const names = listed(group.map(({ published }) => linkTo(published)))
  return row([names, mark(verdict) + notes.join(''), cell(seen)])
}

function table(answers: readonly Answer[]): string[] {
  const told = ORDER.filter((verdict) => isShown(verdict)).flatMap((verdict) =>
    groups(answers.filter(({ result }) => result.verdict === verdict)).map(groupRow),
  )
  if (told.length === 0) return []
  return [[row(['server', 'verdict', 'seen']), row(['---', '---', '---']), ...told].join('\n')]
}

function named(answers: readonly Answer[], verdict: Verdict): string[] {
  const names = answers.filter(({ result }) => result.verdict === verdict).map(({ published }) => nameOf(published))
  return names.length === 0 ? [] : [`${mark(verdict)}: ${prose(listed(names))}.`]
}

/** The hops behind which ws comes to something else than by itself. */
function hops({ servers, hops }: Gallery, id: string): string[] {
  const [ws] = answersOf(
    servers.filter(({ name }) => name === 'ws'),
    id,
  )
  const lines = answersOf(hops, id).flatMap(({ published, result }) =>
    ws === undefined || ws.result.verdict === result.verdict
      ? []
      : [`- ${linkTo(published)}: ${mark(ws.result.verdict)} → ${mark(result.verdict)}, ${cell(result.got)}`],
  )
  return lines.length === 0 ? [] : [`Behind a hop ws comes to something else:\n\n${lines.join('\n')}`]
}

function casePage(gallery: Gallery, { suite, case: { id, title, level } }: Entry): string {
  const answers = answersOf(gallery.servers, id)
  const told = ORDER.flatMap((verdict) => {
    const met = answers.filter(({ result }) => result.verdict === verdict).length
    return met > 0 ? [`${met} ${verdict}`] : []
  })
  const parts = [
    `# ${id} ${prose(title)}: who differs`,
    `${level}, suite ${suite.number}: ${prose(suite.title)}. [What is sent, what is required and why](../../cases/${id}.md); \
[all cases](README.md), [all servers](../README.md).`,
    `Of ${count(answers.length, 'server')}: ${listed(told)}.`,
    ...table(answers),
    ...named(answers, 'pass'),
    ...named(answers, 'skip'),
    ...hops(gallery, id),
  ]
  return `${parts.join('\n\n')}\n`
}

function indexRow({ servers }: Gallery, { case: { id, title, level } }: Entry): string {
  const answers = answersOf(servers, id)
  const met = (verdict: Verdict) => answers.filter(({ result }) => result.verdict === verdict).length || ''
  const verdicts = (['fail', 'contested', 'warn', 'pass'] as const).map((verdict) => String(met(verdict)))
  return row([`[${id}](${id}.md) ${prose(title)}`, level, ...verdicts])
}

function indexPage(gallery: Gallery): string {
  const tables = suites.map((suite) => {
    const head = [
      row(['case', 'level', mark('fail'), mark('contested'), mark('warn'), mark('pass')]),
      row(['---', '---', '--:', '--:', '--:', '--:']),
    ]
    const rows = entriesOf([suite]).map((entry) => indexRow(gallery, entry))
    return `## ${suite.number} ${prose(suite.title)}\n\n${[...head, ...rows].join('\n')}`
  })
  const words = `How many of ${count(gallery.servers.length, 'server')} came to what; each case has a page that names them. Servers on one \
core count each. [All servers](../README.md).`
  return `# Who differs, by case\n\n${words}\n\n${tables.join('\n\n')}\n`
}

/** A page for each case, and their index, by path under docs/results. */
export function casePages(gallery: Gallery): Map<string, string> {
  const pages = entriesOf(suites).map((entry) => [`cases/${entry.case.id}.md`, casePage(gallery, entry)] as const)
  return new Map([['cases/README.md', indexPage(gallery)], ...pages])
}
