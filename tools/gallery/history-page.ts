import type { CaseResult } from '../../harness/case/results'
import { suitesOf } from '../../reports/case-rows'
import { sentence } from '../../reports/target-words'
import { prose, row } from '../../reports/text/markdown-syntax'
import { count, listed } from '../../reports/text/phrases'
import { changesOf } from '../../reports/version-changes'
import { asResults, type Published } from './published'
import { cell, mark } from './told'

function versionsTable(versions: readonly Published[], ids: ReadonlySet<string>): string {
  const rows = suitesOf(asResults(versions)).flatMap((suite) => suite.rows)
  const verdictOf = (result: CaseResult | undefined) => (result ? mark(result.verdict) : '')
  const told = rows
    .filter(({ id }) => ids.has(id))
    .map(({ id, title, level, results: all }) =>
      row([`[${id}](../cases/${id}.md) ${prose(title)}`, level, ...all.map(verdictOf)]),
    )
  const head = ['case', 'level', ...versions.map(({ version }) => version)]
  return [row(head), row(head.map(() => '---')), ...told].join('\n')
}

/** docs/results/history/NAME.md: what changed from version to version of one server. */
export function historyPage(name: string, versions: readonly Published[]): string {
  const targets = versions.map(({ target }) => target)
  const changes = changesOf(asResults(versions))
  const got = (at: number, id: string) => targets[at]?.cases.find((each) => each.id === id)?.got ?? ''
  const steps = changes.map(({ heading, cases }, at) => {
    const lines = cases.map(({ id, title, old, new: now }) =>
      row([
        `[${id}](../../cases/${id}.md) ${prose(title)}`,
        `${mark(old)} → ${mark(now)}`,
        cell(got(at, id)),
        cell(got(at + 1, id)),
      ]),
    )
    const head = [row(['case', 'verdict', 'was', 'is']), row(['---', '---', '---', '---'])]
    const table = lines.length > 0 ? `\n\n${[...head, ...lines].join('\n')}` : ''
    return `## ${prose(heading)}: ${count(cases.length, 'case')} changed${table}`
  })
  const ids = new Set(changes.flatMap(({ cases }) => cases.map(({ id }) => id)))
  const parts = [
    `# ${prose(name)}, version by version`,
    `${listed(versions.map(({ version }) => version))}, each run through the same cases by the same lines. [All servers](../README.md).`,
    targets.map((target) => `- ${prose(sentence(target))}`).join('\n'),
    ...steps,
    '## Every case that changed',
    versionsTable(versions, ids),
  ]
  return `${parts.join('\n\n')}\n`
}
