import type { CaseResult, Results, TargetResult } from '../harness/case/results'
import { roleOfId } from '../harness/case/role'
import type { SuiteTitles } from './case-notes'
import { suitesOf } from './case-rows'
import { knownWords, reasonOf, titleOf } from './case-words'
import { namesOf } from './target-words'
import { stateOfCase } from './test-state'
import { clean } from './text/clean'
import { xml } from './text/xml'
import { verdictLabel } from './verdict-words'
import { exchangeText } from './wire/connection-text'

/** What the report depends on, besides the results. */
export interface JunitOptions {
  /** Contested and SHOULD findings fail too. */
  strict?: boolean
  /** The titles of the suites. */
  suites?: SuiteTitles
}

/** How a CI server counts a test. */
type State = 'passed' | 'failed' | 'error' | 'pending'

/** A testcase as XML, and what is counted of it. */
interface Test {
  text: string
  state: State
  ms: number
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3)
}

function outcome(result: CaseResult, state: State): string {
  const reason = xml(reasonOf(result))
  if (state === 'passed')
    return result.verdict === 'pass' ? '' : `<system-out>${verdictLabel(result.verdict)}: ${reason}</system-out>`
  if (state === 'pending') return `<skipped message="${result.verdict}: ${reason}"/>`
  const element = state === 'error' ? 'error' : 'failure'
  const wire = result.exchanges.map((each) => exchangeText(each, roleOfId(result.id))).join('\n\n')
  const words = `expected: ${clean(result.expected)}\ngot: ${clean(result.got)}\nbecause: ${clean(result.because)}`
  return `<${element} type="${result.verdict}" message="${reason}">${xml(`${words}\n\n${wire}`)}</${element}>`
}

function properties({ level, source, known, cause, impact }: CaseResult): string {
  const all: [string, string | null | undefined][] = [
    ['level', level],
    ...source.map((clause): [string, string] => ['clause', clause]),
    ['cause', cause],
    ['impact', impact],
    ['known', known && knownWords(known)],
  ]
  const each = all.flatMap(([name, value]) =>
    value === null || value === undefined ? [] : [`<property name="${name}" value="${xml(clean(value))}"/>`],
  )
  return `<properties>${each.join('')}</properties>`
}

function testOf(result: CaseResult, suite: string, strict: boolean): Test {
  const state = result.verdict === 'error' ? 'error' : stateOfCase(result, strict)
  const name = `classname="${xml(suite)}" name="${xml(titleOf(result))}" time="${seconds(result.durationMs)}"`
  const text = `    <testcase ${name}>${properties(result)}${outcome(result, state)}</testcase>`
  return { text, state, ms: result.durationMs }
}

/** The counts of tests, as attributes. */
function counted(tests: readonly Test[]): string {
  const number = (state: State) => tests.filter((each) => each.state === state).length
  const time = tests.reduce((sum, { ms }) => sum + ms, 0)
  return `tests="${tests.length}" failures="${number('failed')}" errors="${number('error')}" skipped="${number('pending')}" time="${seconds(time)}"`
}

interface TestSuite {
  name: string
  tests: Test[]
}

/** A target that could not be judged is an error of its own: skipped tests alone would fail no job. */
function diagnosed({ diagnosis }: TargetResult, name: string): TestSuite[] {
  if (diagnosis === undefined) return []
  const text = `    <testcase classname="${xml(name)}" name="the correct handshake is answered 101" time="0.000"><error type="unjudged" message="${xml(clean(diagnosis))}"/></testcase>`
  return [{ name, tests: [{ text, state: 'error', ms: 0 }] }]
}

function suitesOfTarget(
  of: [TargetResult, name: string],
  results: Results,
  options: Required<JunitOptions>,
): TestSuite[] {
  const [target, called] = of
  const { strict, suites: titles } = options
  const own = suitesOf({ ...results, targets: [target] }, titles).map(({ title, rows }) => {
    const name = `${called}: ${title}`
    return { name, tests: rows.flatMap((row) => row.results[0] ?? []).map((result) => testOf(result, name, strict)) }
  })
  return [...diagnosed(target, called), ...own]
}

/**
 * The results as JUnit XML. A failure is the target's. An error is a bug in wsspec, or a target that could not be judged.
 * Skip, inconclusive and expected failures are skipped, with their reason. There is a testsuite for each suite of each
 * target; a case has its level, clauses, cause and impact as properties, and why it is known.
 */
export function junit(results: Results, { strict = false, suites: titles = new Map() }: JunitOptions = {}): string {
  const names = namesOf(results)
  const suites = results.targets.flatMap((target, at) =>
    suitesOfTarget([target, names[at] ?? ''], results, { strict, suites: titles }),
  )
  const timestamp = results.startedAt === null ? '' : ` timestamp="${xml(results.startedAt)}"`
  const elements = suites.flatMap(({ name, tests }) => [
    `  <testsuite name="${xml(name)}" ${counted(tests)}${timestamp}>`,
    ...tests.map(({ text }) => text),
    '  </testsuite>',
  ])
  const all = counted(suites.flatMap(({ tests }) => tests))
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="wsspec" ${all}>`,
    ...elements,
    '</testsuites>',
    '',
  ].join('\n')
}
