import type { Results } from '../../harness/case/results'
import type { SuiteTitles } from '../case-notes'
import type { CauseGroup } from '../model/cause-group'
import { type ReportModel, reportModel } from '../model/report-model'
import { type ReportTerms, type TargetReport, termsOf } from '../model/target-report'
import { againLine } from '../repeat-command'
import { code, prose, table } from '../text/markdown-syntax'
import { clipped, count } from '../text/phrases'
import { counts, MEANINGS, verdictShape } from '../verdict-words'
import { changesOf } from '../version-changes'
import { changeFolds, differenceSummary, moreDifferences, targetTable } from './comparison-tables'
import { fitted, type Part } from './fitting'
import { causeFold, DETAILS, fold } from './fold'
import { LONGEST_LINE, targetSummary } from './target-summary'

export { MARKDOWN_LIMIT } from './fitting'

/** Maximum number of characters of a name. */
const LONGEST_NAME = 100

/** What the report depends on, besides the results. */
export interface MarkdownOptions extends Partial<ReportTerms> {
  /** The titles of the suites. */
  suites?: SuiteTitles
  /** The address where the reports of this run are, where it is known: that of the job. */
  page?: string | undefined
}

/** The findings of a target, a fold for each cause: what fails first, then the others. */
function findingParts(report: TargetReport): Part[] {
  const { causes, known, contested, warnings } = report
  const part = (cause: CauseGroup): Part => DETAILS.map((detail) => causeFold(cause, detail))
  const titled = (title: string, groups: readonly CauseGroup[]): Part[] =>
    groups.map((group, i) => (i === 0 ? part(group).map((text) => `#### ${title}\n\n${text}`) : part(group)))
  return [
    ...causes.map(part),
    ...titled('Contested', contested),
    ...titled('Warnings', warnings),
    ...titled('Known', known),
  ]
}

/** The findings of all targets, those of each after its name where there are several. */
function allFindings({ targets }: ReportModel): Part[] {
  return targets.flatMap((report) => {
    const parts = findingParts(report)
    if (targets.length === 1) return parts
    const { name, verdict } = report
    const heading = `### ${prose(clipped(name, LONGEST_NAME))}: ${verdictShape(verdict)} ${verdict.word}\n\n`
    return parts.map((part, i) => (i === 0 ? part.map((text) => heading + text) : part))
  })
}

/** The counts of each suite, folded; none where no case has a verdict. */
function suiteFold({ targets, suites }: ReportModel): string[] {
  if (targets.length !== 1 || targets[0]?.target.diagnosis !== undefined) return []
  const rows = suites.map(({ title, summaries }) => [
    prose(clipped(title, LONGEST_NAME)),
    ...summaries.map((summary) =>
      counts(summary)
        .map(({ text }) => text)
        .join(', '),
    ),
  ])
  const note = `observed is ${MEANINGS.observed}`
  return [fold('Counts by suite', [table(['Suite', 'cases'], rows), '', note])]
}

/** Maximum number of targets that are shown before the folds. */
const MOST_TARGETS = 8

/** What a person reads before anything is unfolded: at most 25 lines, unless the targets alone are more. */
function headOf(model: ReportModel, command: readonly string[]): string[] {
  const { targets } = model
  const [only] = targets
  if (only && targets.length === 1) return targetSummary(only, command)
  const all = targetTable(model)
  if (targets.length <= MOST_TARGETS) return [all, '', ...differenceSummary(model)]
  const words = new Map<string, number>()
  for (const { verdict } of targets) words.set(verdict.word, (words.get(verdict.word) ?? 0) + 1)
  const counted = [...words].map(([word, number]) => `${number} ${word}`).join(', ')
  return [
    `**${count(targets.length, 'target')}: ${counted}**`,
    '',
    fold('The targets', [all]),
    ...differenceSummary(model),
  ]
}

/** Where the reports of the run are. Another address than that of a page is left out. */
function linkOf(page: string | undefined): string[] {
  return page !== undefined && /^https?:\/\/[\w.:/-]+$/.test(page) ? [`[All reports of this run](${page})`, ''] : []
}

/**
 * The results as GitHub-flavoured Markdown of at most MARKDOWN_LIMIT characters, for a comment: the verdict, the causes
 * with what to fix first, and what is known or new; of several targets first how they compare. Findings are folded, with
 * their bytes where there is room. Details that do not fit are left out before findings and differences, and these are
 * counted.
 */
export function markdown(results: Results, { suites, page, ...terms }: MarkdownOptions = {}): string {
  const model = reportModel(results, { ...termsOf(terms), ...(suites ? { suites } : {}) })
  const line = againLine(results)
  const tail = `\nRun again: ${code(clipped(line, LONGEST_LINE))} (wsspec ${prose(results.tool.version)})\n`
  const [only] = model.targets
  const name = only && model.targets.length === 1 ? `: ${prose(clipped(only.name, LONGEST_NAME))}` : ''
  const head = [`## WebSocket opening handshake${name}`, '', ...headOf(model, results.command), ...linkOf(page)].join(
    '\n',
  )
  return fitted({
    head,
    findings: [...allFindings(model), ...suiteFold(model).map((text) => [text])],
    differences: [...changeFolds(changesOf(results)), ...moreDifferences(model)],
    tail,
  })
}
