import type { CaseResult, Results, TargetResult } from '../harness/results'
import { reasonOf, stateOfCase, titleOf } from './mochawesome'
import { suitesOf } from './model'
import type { SuiteTitles } from './notes'
import { exchangeText } from './octets'
import { clean } from './text'
import { calledName } from './words'

/** How results are told to a CI server. */
export interface JunitOptions {
  /** Contested and SHOULD findings fail too. */
  strict?: boolean
  /** What the suites are called. */
  suites?: SuiteTitles
}

/** Text for XML 1.0, in attributes and elements; `]]>` cannot stand in it either. Noncharacters are not XML (2.2). */
function xml(text: string): string {
  return text
    .replace(/[^\n\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3)
}

function outcome(result: CaseResult, strict: boolean): string {
  const state = stateOfCase(result, strict)
  const reason = xml(reasonOf(result))
  if (state === 'passed')
    return result.verdict === 'pass' ? '' : `<system-out>${result.verdict}: ${reason}</system-out>`
  if (state === 'pending') return `<skipped message="${result.verdict}: ${reason}"/>`
  const element = result.verdict === 'error' ? 'error' : 'failure'
  const wire = result.exchanges.map(exchangeText).join('\n\n')
  const told = `expected: ${clean(result.expected)}\ngot: ${clean(result.got)}\nbecause: ${clean(result.because)}`
  return `<${element} type="${result.verdict}" message="${reason}">${xml(`${told}\n\n${wire}`)}</${element}>`
}

function suites(target: TargetResult, results: Results, strict: boolean, titles: SuiteTitles): string[] {
  const timestamp = results.startedAt === null ? '' : ` timestamp="${xml(results.startedAt)}"`
  return suitesOf({ ...results, targets: [target] }, titles).map(({ title, rows }) => {
    const cases = rows.flatMap((row) => row.results[0] ?? [])
    const name = `${calledName(target)}: ${title}`
    const states = cases.map((result) => (result.verdict === 'error' ? 'error' : stateOfCase(result, strict)))
    const number = (state: string) => states.filter((each) => each === state).length
    const time = cases.reduce((sum, { durationMs }) => sum + durationMs, 0)
    const lines = cases.map(
      (result) =>
        `    <testcase classname="${xml(name)}" name="${xml(titleOf(result))}" time="${seconds(result.durationMs)}">${outcome(result, strict)}</testcase>`,
    )
    const numbers = `tests="${cases.length}" failures="${number('failed')}" errors="${number('error')}" skipped="${number('pending')}"`
    return [
      `  <testsuite name="${xml(name)}" ${numbers} time="${seconds(time)}"${timestamp}>`,
      ...lines,
      '  </testsuite>',
    ].join('\n')
  })
}

/**
 * The results as JUnit XML: a failure is the target's, an error is ours, skip and inconclusive are skipped with their
 * reason. One testsuite for each suite of each target.
 */
export function junit(results: Results, { strict = false, suites: titles = new Map() }: JunitOptions = {}): string {
  const all = results.targets.flatMap((target) => suites(target, results, strict, titles))
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="wsspec">\n${all.join('\n')}\n</testsuites>\n`
}
