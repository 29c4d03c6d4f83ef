import type { CaseResult, Results } from '../harness/case/results'
import { PROGRAM_MARK } from './case-words'
import { staleLine } from './known/known-failures'
import { reportModel } from './model/report-model'
import { causesOfAll, type ReportTerms, type TargetCause, type TargetReport, termsOf } from './model/target-report'
import { clean } from './text/clean'
import { clipped, count } from './text/phrases'

/** What the annotations depend on, besides the results. */
export type AnnotationOptions = Partial<ReportTerms>

/** How many errors, and how many warnings, GitHub shows of one step; it drops the others silently. */
const MOST = 10

/** Limits of one annotation: cases, characters for each case, and characters of the title. */
const MOST_CASES = 10
const LONGEST_CASE = 500
const LONGEST_TITLE = 200

interface Annotation {
  kind: 'error' | 'warning'
  title: string
  lines: string[]
}

/** The text of a workflow command, escaped as GitHub's runner reads it. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

/** A property of a workflow command: a colon or a comma would end it. */
function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}

function command({ kind, title, lines }: Annotation): string {
  return `::${kind} title=${property(clipped(clean(title), LONGEST_TITLE))}::${data(lines.join('\n'))}\n`
}

function caseLine({ id, level, title, verdict, fixture, expected, got }: CaseResult): string {
  const mark = fixture === undefined ? '' : ` (${PROGRAM_MARK})`
  return clipped(clean(`${id} ${level} ${title}: ${verdict}${mark}; expected ${expected}; got ${got}`), LONGEST_CASE)
}

/** At most MOST_CASES lines; the others are counted. */
function few(lines: readonly string[], noun: string): string[] {
  const more = lines.length - MOST_CASES
  return [...lines.slice(0, MOST_CASES), ...(more > 0 ? [`and ${count(more, noun)} more`] : [])]
}

/** A cause: what to do, and its cases. */
function ofCause({ report, cause }: TargetCause, kind: Annotation['kind']): Annotation {
  const { impact, title, remedy, findings } = cause
  const harm = impact === null ? '' : `${impact}, `
  return {
    kind,
    title: `${report.name}: ${harm}${title}`,
    lines: [...(remedy === '' ? [] : [`Fix: ${clean(remedy)}`]), ...few(findings.map(caseLine), 'case')],
  }
}

/** What keeps a target from success besides its findings: it could not be judged, a stale known failure, a bug in wsspec. */
function otherErrors({ name, target, verdict, stale, errors }: TargetReport): Annotation[] {
  const error = (what: string, lines: readonly string[]): Annotation[] =>
    lines.length === 0
      ? []
      : [{ kind: 'error', title: what === '' ? name : `${name}: ${what}`, lines: few(lines, 'case') }]
  const isJudged = target.diagnosis === undefined && verdict.word !== 'NOT JUDGED'
  const diagnosis = target.diagnosis === undefined ? verdict.text : clipped(clean(target.diagnosis), LONGEST_CASE)
  return [
    ...error('', isJudged ? [] : [`could not be judged: ${diagnosis}`]),
    ...error(
      'known failures that no longer hold',
      stale.map((entry) => clipped(clean(staleLine(entry)), LONGEST_CASE)),
    ),
    ...error('errors in wsspec', errors.map(caseLine)),
  ]
}

/** Cases without a verdict, by their reason. */
function openCases({ name, target, undecided }: TargetReport): Annotation[] {
  if (undecided.length === 0 || target.diagnosis !== undefined) return []
  const lines = undecided.map(({ because, cases }) => {
    const ids = cases.slice(0, MOST_CASES).map(({ id }) => id)
    return clipped(clean(`${count(cases.length, 'case')} (${ids.join(' ')}): ${because}`), LONGEST_CASE)
  })
  return [{ kind: 'warning', title: `${name}: no verdict`, lines: few(lines, 'reason') }]
}

/** As many as GitHub shows, in the order given. Where there are more, the last names those that are left out. */
function shown(all: readonly Annotation[]): Annotation[] {
  if (all.length <= MOST) return [...all]
  const rest = all.slice(MOST - 1)
  const kind = rest[0]?.kind ?? 'error'
  const lines = rest.map((each) => clipped(clean(each.title), LONGEST_TITLE))
  return [...all.slice(0, MOST - 1), { kind, title: `${rest.length} more`, lines }]
}

/**
 * The results as workflow commands of GitHub Actions, one in a line: an error for each cause that fails the run, the
 * gravest first, a warning for each cause of other findings and for cases without a verdict; at most ten of each. Expected
 * failures are left out; without any other the text is empty.
 */
export function annotations(results: Results, options: AnnotationOptions = {}): string {
  const { targets } = reportModel(results, termsOf(options))
  const errors = [
    ...targets.flatMap(otherErrors),
    ...causesOfAll(targets, ['causes']).map((each) => ofCause(each, 'error')),
  ]
  const warnings = [
    ...causesOfAll(targets, ['contested', 'warnings']).map((each) => ofCause(each, 'warning')),
    ...targets.flatMap(openCases),
  ]
  return [...shown(errors), ...shown(warnings)].map(command).join('')
}
