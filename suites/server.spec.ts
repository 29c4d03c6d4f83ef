import { AssertionError } from 'chai'
import { settingKeys } from '../cli/flags'
import { readGreeting } from '../cli/greeting'
import { settle } from '../cli/options'
import { planOf } from '../cli/plan'
import { type OpenTarget, readTargets } from '../cli/targets'
import type { CaseResult } from '../harness/results'
import { run } from '../harness/run/run'
import { contextOf, reasonOf, stateOf, titleOf } from '../reports/mochawesome'

import addContext = require('mochawesome/addContext')

// The second front door beside cli: the same settings from the environment and wsspec.config.json, told by mocha.
const stop = new AbortController()
const silent = { write: () => {}, isTTY: false }
const world = { argv: [], env: process.env, cwd: process.cwd(), stdout: silent, stderr: silent, signal: stop.signal }
const settings = settle(world, {}, settingKeys('run'))
const { slow, destructive, ...greeting } = readGreeting(settings, world)
const plan = planOf(settings, { slow, destructive })

/** A verdict that a test waits for while the exchanges of all cases go on underneath. */
class Awaited {
  settle: (result: CaseResult) => void = () => {}
  readonly result = new Promise<CaseResult>((resolve) => {
    this.settle = resolve
  })
}

const awaited = new Map(plan.selected.map((entry) => [entry.case.id, new Awaited()]))
let open: OpenTarget | undefined
let running: Promise<unknown> = Promise.resolve()

/** Starts the run; done when the target has answered a correct handshake with 101. */
async function begin(): Promise<void> {
  const [named] = await readTargets([process.env['WSSPEC_TARGET'] || 'ws'], null, greeting, world)
  if (!named) return
  const opened = await named.open(stop.signal)
  open = opened
  await new Promise<void>((resolve, reject) => {
    const onCase = (result: CaseResult) => awaited.get(result.id)?.settle(result)
    const options = { ...plan.options, signal: stop.signal, onCase, onReady: resolve }
    running = run(opened.target, plan.suites, new Set(awaited.keys()), options)
    running.then((result) => reject(new Error((result as { diagnosis?: string }).diagnosis)), reject)
  })
}

before(async function () {
  this.timeout(0)
  await begin()
})

after(async function () {
  this.timeout(0)
  stop.abort()
  await running.catch(() => {})
  await open?.close()
})

/** Turns a verdict into mocha's terms: chai's assertion with its diff, a pending test with its reason, a note in the title. */
function tell(context: Mocha.Context, result: CaseResult): void {
  for (const item of contextOf(result)) addContext(context, item)
  const state = stateOf(result.verdict, settings.strict)
  if (state === 'passed' && !['warn', 'contested'].includes(result.verdict)) return
  if (context.test) context.test.title += ` (${result.verdict}: ${reasonOf(result)})`
  if (state === 'pending') context.skip()
  if (state === 'passed') return
  const seen = { actual: result.got, expected: result.expected, showDiff: true }
  throw new AssertionError(`${result.verdict}: ${result.because}`, seen)
}

for (const suite of plan.suites) {
  const cases = plan.selected.filter((entry) => entry.suite === suite)
  if (cases.length === 0) continue
  describe(`${suite.number} ${suite.title}`, () => {
    for (const { case: of } of cases) {
      it(titleOf(of), async function () {
        this.timeout(0)
        const result = await awaited.get(of.id)?.result
        if (result) tell(this, result)
      })
    }
  })
}
