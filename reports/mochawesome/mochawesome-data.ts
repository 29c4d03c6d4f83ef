import { createHash } from 'node:crypto'
import type { CaseResult, Results, TargetResult } from '../../harness/case/results'
import type { SuiteTitles } from '../case-notes'
import { suitesOf } from '../case-rows'
import { knownWords, reasonOf, titleOf } from '../case-words'
import { displayName } from '../target-words'
import { stateOfCase, type TestState } from '../test-state'
import { clean } from '../text/clean'
import { exchangeText } from '../wire/connection-text'

/** One piece of mochawesome's context, as `addContext` takes it. */
export interface ContextItem {
  title: string
  value: string
}

/** The page shows a value that is one word or a data URL as a link, an image or a video: a blank before it prevents that. */
function inert(text: string): string {
  return /^\S+$|^data:/i.test(text) ? ` ${text}` : text
}

/** What mochawesome shows of a test: verdict, expected, got, because, and every stored connection as text. */
export function contextOf(result: CaseResult): ContextItem[] {
  const { verdict, expected, got, because, known, exchanges } = result
  const words = [
    { title: 'verdict', value: verdict },
    { title: 'expected', value: clean(expected) },
    { title: 'got', value: clean(got) },
    { title: 'because', value: clean(because) },
    { title: 'known', value: known ? clean(knownWords(known)) : '' },
  ]
  const wire = exchanges.map((exchange, i) => ({ title: `connection ${i + 1}`, value: exchangeText(exchange) }))
  return [...words.filter(({ value }) => value !== ''), ...wire].map(({ title, value }) => ({
    title,
    value: inert(value),
  }))
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
  beforeHooks: never[]
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
  const reason = reasonOf(result)
  const title = titleOf(result)
  return {
    title: state === 'pending' ? `${title} (${result.verdict}: ${reason})` : title,
    fullTitle: `${parent} ${title}`,
    timedOut: false,
    duration: Math.round(result.durationMs),
    state,
    speed: 'fast',
    pass: state === 'passed',
    fail: state === 'failed',
    pending: state === 'pending',
    context: JSON.stringify(contextOf(result)),
    code: '',
    err: state === 'failed' ? { message: `${result.verdict}: expected ${clean(result.expected)}; got ${reason}` } : {},
    uuid: uuid(`${parent}/${result.id}`),
    parentUUID: uuid(parent),
    isHook: false,
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

function targetSuite(results: Results, index: number, { strict, suites: titles }: Required<MochawesomeOptions>) {
  const target = results.targets[index] as TargetResult
  const name = displayName(target)
  const path = `${index + 1} ${name}`
  const suites = suitesOf({ ...results, targets: [target] }, titles).map(({ title, rows }) => {
    const own = `${path} ${title}`
    const cases = rows.flatMap((row) => row.results[0] ?? [])
    return suiteOf(
      title,
      own,
      cases.map((result) => testOf(result, own, strict)),
      [],
    )
  })
  return suiteOf(name, path, [], suites)
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
export interface MochawesomeOptions {
  /** Contested and SHOULD findings fail too. */
  strict?: boolean
  /** The titles of the suites. */
  suites?: SuiteTitles
}

/**
 * The results as mochawesome's JSON: a suite for each target, in it one for each suite of cases, with a test for each case.
 * The same results give the same document.
 */
export function mochawesomeData(
  results: Results,
  { strict = false, suites: titles = new Map() }: MochawesomeOptions = {},
) {
  const targets = results.targets.map((_, i) => targetSuite(results, i, { strict, suites: titles }))
  const suites = targets.reduce((sum, target) => sum + 1 + target.suites.length, 0)
  return { stats: statsOf(results, strict, suites), results: [suiteOf('', '', [], targets)] }
}
