import { createHash } from 'node:crypto'
import type { CaseResult, Results } from '../../harness/case/results'
import { roleOfId } from '../../harness/case/role'
import type { SuiteTitles } from '../case-notes'
import { suitesOf } from '../case-rows'
import { knownWords, reasonOf, titleOf } from '../case-words'
import { reportModel } from '../model/report-model'
import { type ReportTerms, type TargetReport, termsOf } from '../model/target-report'
import { stateOfCase, type TestState } from '../test-state'
import { clean } from '../text/clean'
import { exchangeText } from '../wire/connection-text'
import { type ContextItem, inert, suiteNote, targetContext, testTitle } from './test-words'

/** What mochawesome shows of a test: verdict, expected, got, because, and every stored connection as text. */
export function contextOf(result: CaseResult): ContextItem[] {
  const { id, verdict, expected, got, because, cause, impact, known, exchanges } = result
  const words = [
    { title: 'verdict', value: verdict },
    { title: 'expected', value: clean(expected) },
    { title: 'got', value: clean(got) },
    { title: 'because', value: clean(because) },
    { title: 'cause', value: cause ? clean(`${impact ? `${impact}: ` : ''}${cause}`) : '' },
    { title: 'known', value: known ? clean(knownWords(known)) : '' },
  ]
  const wire = exchanges.map((exchange, i) => ({
    title: `connection ${i + 1}`,
    value: exchangeText(exchange, roleOfId(id)),
  }))
  return [...words.filter(({ value }) => value !== ''), ...wire].map(inert)
}

/** A UUID of version 5 made from a name, so that the same results give the same page. */
function uuid(name: string): string {
  const digest = createHash('sha1').update(`wsspec:${name}`).digest('hex')
  const variant = ((Number.parseInt(digest.slice(16, 18), 16) & 0x3f) | 0x80).toString(16)
  return [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `5${digest.slice(13, 16)}`,
    variant + digest.slice(18, 20),
    digest.slice(20, 32),
  ].join('-')
}

/** A test as mochawesome stores it; `context` is JSON of ContextItem[], durations are whole milliseconds. */
export interface MochawesomeTest {
  title: string
  fullTitle: string
  timedOut: boolean
  duration: number
  state: TestState
  speed: string
  pass: boolean
  fail: boolean
  pending: boolean
  context: string
  code: string
  err: { message?: string }
  uuid: string
  parentUUID: string
  isHook: boolean
  skipped: boolean
}

/** A suite as mochawesome stores it; `passes`, `failures` and `pending` are uuids of its own tests. */
export interface MochawesomeSuite {
  uuid: string
  title: string
  fullFile: string
  file: string
  beforeHooks: MochawesomeTest[]
  afterHooks: never[]
  tests: MochawesomeTest[]
  suites: MochawesomeSuite[]
  passes: string[]
  failures: string[]
  pending: string[]
  skipped: string[]
  duration: number
  root: boolean
  rootEmpty: boolean
  _timeout: number
}

function testOf(result: CaseResult, parent: string, strict: boolean): MochawesomeTest {
  const state = stateOfCase(result, strict)
  const message = `${result.verdict}: expected ${clean(result.expected)}; got ${reasonOf(result)}`
  return {
    title: testTitle(result, strict),
    fullTitle: `${parent} ${titleOf(result)}`,
    timedOut: false,
    duration: Math.round(result.durationMs),
    state,
    speed: 'fast',
    pass: state === 'passed',
    fail: state === 'failed',
    pending: state === 'pending',
    context: JSON.stringify(contextOf(result)),
    code: '',
    err: state === 'failed' ? { message } : {},
    uuid: uuid(`${parent}/${result.id}`),
    parentUUID: uuid(parent),
    isHook: false,
    skipped: false,
  }
}

/** The verdict on a target with its causes, as a hook of its suite: mochawesome shows the context of hooks, and counts none. */
function verdictHook(report: TargetReport, parent: string): MochawesomeTest {
  const { word, text } = report.verdict
  const title = `"before all" hook: ${word}: ${text}`
  return {
    title,
    fullTitle: `${parent} ${title}`,
    timedOut: false,
    duration: 0,
    state: 'passed',
    speed: 'fast',
    pass: true,
    fail: false,
    pending: false,
    context: JSON.stringify(targetContext(report)),
    code: '',
    err: {},
    uuid: uuid(`${parent}/verdict`),
    parentUUID: uuid(parent),
    isHook: true,
    skipped: false,
  }
}

function suiteOf(title: string, path: string, tests: MochawesomeTest[], suites: MochawesomeSuite[]): MochawesomeSuite {
  const named = (state: TestState) => tests.filter((test) => test.state === state).map((test) => test.uuid)
  return {
    uuid: uuid(path),
    title,
    fullFile: '',
    file: '',
    beforeHooks: [],
    afterHooks: [],
    tests,
    suites,
    passes: named('passed'),
    failures: named('failed'),
    pending: named('pending'),
    skipped: [],
    duration: tests.reduce((sum, { duration }) => sum + duration, 0),
    root: path === '',
    rootEmpty: path === '' && tests.length === 0,
    _timeout: 0,
  }
}

/** What the suites of targets are made with. */
interface Frame {
  results: Results
  strict: boolean
  titles: SuiteTitles
}

function targetSuite(report: TargetReport, index: number, { results, strict, titles }: Frame): MochawesomeSuite {
  const path = `${index + 1} ${report.name}`
  const suites = suitesOf({ ...results, targets: [report.target] }, titles).map(({ title, rows }) => {
    const own = `${path} ${title}`
    const cases = rows.flatMap((row) => row.results[0] ?? [])
    return suiteOf(
      title + suiteNote(cases, strict),
      own,
      cases.map((result) => testOf(result, own, strict)),
      [],
    )
  })
  return { ...suiteOf(report.name, path, [], suites), beforeHooks: [verdictHook(report, path)] }
}

function statsOf(results: Results, strict: boolean, suites: number) {
  const states = results.targets.flatMap(({ cases }) => cases).map((result) => stateOfCase(result, strict))
  const tests = states.length
  const [passes, failures, pending] = (['passed', 'failed', 'pending'] as const).map(
    (state) => states.filter((each) => each === state).length,
  ) as [number, number, number]
  const start = results.startedAt ?? '1970-01-01T00:00:00.000Z'
  const percent = (part: number, of: number) => (of === 0 ? 0 : (part / of) * 100)
  return {
    suites,
    tests,
    passes,
    pending,
    failures,
    start,
    end: new Date(Date.parse(start) + results.durationMs).toISOString(),
    duration: Math.round(results.durationMs),
    testsRegistered: tests,
    passPercent: percent(passes, tests - pending),
    pendingPercent: percent(pending, tests),
    other: 0,
    hasOther: false,
    skipped: 0,
    hasSkipped: false,
  }
}

/** What the report depends on, besides the results. */
export interface MochawesomeOptions extends Partial<ReportTerms> {
  /** The titles of the suites. */
  suites?: SuiteTitles
}

/**
 * The results as mochawesome's JSON: a suite for each target, in it one for each suite of cases, with a
 * test for each case. The verdict on a target and its causes are the context of a hook.
 * The same results give the same document.
 */
export function mochawesomeData(results: Results, { suites: titles = new Map(), ...given }: MochawesomeOptions = {}) {
  const terms = termsOf(given)
  const { strict } = terms
  const model = reportModel(results, terms)
  const targets = model.targets.map((report, i) => targetSuite(report, i, { results, strict, titles }))
  const suites = targets.reduce((sum, target) => sum + 1 + target.suites.length, 0)
  return { stats: statsOf(results, strict, suites), results: [suiteOf('', '', [], targets)] }
}
