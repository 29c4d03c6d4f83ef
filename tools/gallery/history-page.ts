import { suitesOf } from '../../reports/case-rows'
import { headline } from '../../reports/target-words'
import { prose, table } from '../../reports/text/markdown-syntax'
import { count, listed } from '../../reports/text/phrases'
import { changesOf } from '../../reports/version-changes'
import { cell, mark, markChange } from './cells'
import { asResults, type Published } from './gallery'
import { caseLink } from './links'

type Versions = readonly Published[]

function versionsTable(versions: Versions, ids: ReadonlySet<string>): string {
  const all = suitesOf(asResults(versions)).flatMap((suite) => suite.rows)
  const rows = all
    .filter(({ id }) => ids.has(id))
    .map(({ id, title, level, results }) => [
      `[${id}](../cases/${id}.md) ${prose(title)}`,
      level,
      ...results.map((result) => (result ? mark(result.verdict) : '')),
    ])
  return table(['case', 'level', ...versions.map(({ version }) => version)], rows)
}

/** docs/results/history/NAME.md: what changed from one version of a server to the next. */
export function historyPage(name: string, versions: Versions): string {
  const targets = versions.map(({ target }) => target)
  const changes = changesOf(asResults(versions))
  const answer = (at: number, id: string) => cell(targets[at]?.cases.find((each) => each.id === id)?.got ?? '')
  const steps = changes.map(({ heading, cases }, at) => {
    const rows = cases.map((each) => [
      caseLink(each),
      markChange(each.old, each.new),
      answer(at, each.id),
      answer(at + 1, each.id),
    ])
    const changed = rows.length > 0 ? `\n\n${table(['case', 'verdict', 'old answer', 'new answer'], rows)}` : ''
    return `## ${prose(heading)}: ${count(cases.length, 'case')} changed${changed}`
  })
  const ids = new Set(changes.flatMap(({ cases }) => cases.map(({ id }) => id)))
  const parts = [
    `# ${prose(name)} by version`,
    `Versions: ${listed(versions.map(({ version }) => version))}. The same small test program ran each of them through the same cases. \
[All servers](../README.md).`,
    targets.map((target) => `- ${prose(headline(target))}`).join('\n'),
    ...steps,
    '## Every case that changed',
    versionsTable(versions, ids),
  ]
  return `${parts.join('\n\n')}\n`
}
