import type { CaseResult, Results, TargetResult } from '../harness/case/results'
import { failsRun, isNotable } from '../harness/case/verdicts'
import type { SuiteTitles } from './case-notes'
import { suitesOf } from './case-rows'
import { PROGRAM_MARK } from './case-words'
import { displayName } from './target-words'
import { clean } from './text/clean'
import { clipped, count } from './text/phrases'

/** What the annotations depend on, besides the results. */
export interface AnnotationOptions {
  /** Contested and SHOULD findings fail too. */
  strict?: boolean
  /** The titles of the suites. */
  suites?: SuiteTitles
}

/** How many errors, and how many warnings, GitHub shows of one step; it drops the others silently. */
const MOST = 10

/** The most cases in one annotation, and the most characters about each. */
const MOST_CASES = 10
const LONGEST_CASE = 500

interface Annotation {
  kind: 'error' | 'warning'
  title: string
  lines: string[]
  /** True where a MUST is broken or a harm was done: these come first. */
  grave: boolean
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
  return `::${kind} title=${property(title)}::${data(lines.join('\n'))}\n`
}

function caseLine({ id, level, title, verdict, fixture, expected, got }: CaseResult): string {
  const mark = fixture === undefined ? '' : ` (${PROGRAM_MARK})`
  return clipped(clean(`${id} ${level} ${title}: ${verdict}${mark}; expected ${expected}; got ${got}`), LONGEST_CASE)
}

function annotation(kind: Annotation['kind'], title: string, cases: readonly CaseResult[]): Annotation[] {
  if (cases.length === 0) return []
  const more = cases.length > MOST_CASES ? [`and ${count(cases.length - MOST_CASES, 'case')} more`] : []
  const grave = cases.some(({ level }) => level === 'MUST' || level === 'SECURITY')
  return [{ kind, title, lines: [...cases.slice(0, MOST_CASES).map(caseLine), ...more], grave }]
}

/** True for a result that is not a known failure. */
function isNews({ verdict, known }: CaseResult): boolean {
  return known === null || verdict === 'error'
}

function ofTarget(target: TargetResult, results: Results, { strict = false, suites }: AnnotationOptions): Annotation[] {
  const name = displayName(target)
  if (target.diagnosis !== undefined)
    return [{ kind: 'error', title: name, lines: [`could not be judged: ${clean(target.diagnosis)}`], grave: true }]
  return suitesOf({ ...results, targets: [target] }, suites).flatMap((suite) => {
    const news = suite.rows.flatMap((row) => row.results[0] ?? []).filter(isNews)
    const title = `${name}: ${suite.title}`
    return [
      ...annotation(
        'error',
        title,
        news.filter(({ verdict }) => failsRun(verdict, strict)),
      ),
      ...annotation(
        'warning',
        title,
        news.filter(({ verdict }) => !failsRun(verdict, strict) && isNotable(verdict)),
      ),
    ]
  })
}

/** As many as GitHub shows, those about a MUST first. Where there are more, the last names the suites that are left out. */
function shown(all: readonly Annotation[]): Annotation[] {
  const sorted = [...all.filter(({ grave }) => grave), ...all.filter(({ grave }) => !grave)]
  if (sorted.length <= MOST) return sorted
  const rest = sorted.slice(MOST - 1)
  const kind = rest[0]?.kind ?? 'error'
  const title = `${rest.length} more suites`
  return [...sorted.slice(0, MOST - 1), { kind, title, lines: rest.map((each) => clean(each.title)), grave: false }]
}

/**
 * The results as workflow commands of GitHub Actions, one in a line: an error for each suite with failures, a warning for
 * each with other findings or inconclusive cases, at most ten of each. Expected failures are left out; without any other
 * the text is empty.
 */
export function annotations(results: Results, options: AnnotationOptions = {}): string {
  const all = results.targets.flatMap((target) => ofTarget(target, results, options))
  const kinds = ['error', 'warning'] as const
  return kinds.flatMap((kind) => shown(all.filter((each) => each.kind === kind)).map(command)).join('')
}
