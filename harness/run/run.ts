import type { Case, Suite } from '../case/case'
import type { Evidence } from '../case/derived'
import { SECRET_PROFILE_FIELDS } from '../case/profile'
import { type CaseResult, type StoredExchange, summarize, type TargetResult } from '../case/results'
import { hasDeadLink } from '../judge/acceptance'
import { emptyResult } from './case-result'
import { control, lastTry, passes } from './control'
import { baseFieldsOf } from './handshake-vars'
import { maskOf } from './mask'
import { secretsOf } from './masking/secrets'
import { maskUrl } from './masking/words'
import { type PassPlan, runPass } from './pass/pass'
import { mayRunDestructive } from './preconditions'
import { probe } from './probe'
import { Repeats } from './repeat'
import { Session } from './session'
import { type Mask, storedExchange } from './stored-exchange'
import type { RunOptions, Target } from './target'

/** A selected case with the number of its suite. */
interface Chosen {
  testCase: Case
  suite: number
}

/**
 * The control with which a run begins. Where it passes only with the first declared subprotocol, the session offers that
 * from now on.
 */
async function firstControl(session: Session): Promise<Evidence> {
  const first = lastTry(await control(session, 'the start'))
  const [declared] = session.target.subprotocols
  if (passes(first) || declared === undefined || session.options.signal?.aborted) return first
  session.found = { ...session.found, required: declared }
  const second = lastTry(await control(session, 'the start'))
  if (!passes(second)) session.found = { ...session.found, required: undefined }
  return passes(second) ? second : first
}

function maskFor(target: Target): Mask {
  const declared = SECRET_PROFILE_FIELDS.map((name) => ({ name, value: String(target.profile?.[name] ?? '') }))
  const fields = [...baseFieldsOf({ ...target, origin: undefined }), ...declared]
  return maskOf(secretsOf({ url: target.url, fields, more: target.secrets }))
}

/** What is known where the correct handshake is not answered with 101: every case is inconclusive, and why. */
async function withoutVerdicts(session: Session, first: Evidence, chosen: readonly Chosen[], mask: Mask) {
  const { refused } = require('./diagnosis/refused') as typeof import('./diagnosis/refused')
  const because = 'the correct handshake was not answered with 101'
  const interrupted = session.options.signal?.aborted
  const found = interrupted ? null : await refused(session, first.observation, mask)
  const cases = chosen.map(({ testCase, suite }) => ({ ...emptyResult(testCase, suite), because }))
  return {
    capabilities: { echo: false, subprotocols: [], permessageDeflate: false },
    controls: [storedExchange(first.observation.recording, mask)],
    ...(found ?? { diagnosis: 'the run was interrupted' }),
    summary: summarize(cases),
    cases,
  }
}

/** What the passes of a run found out. */
interface Passed {
  repeats: Repeats
  /** All controls of the first pass, and of the others those that did not pass. */
  controls: StoredExchange[]
}

/**
 * Runs as many passes as `repeat` names, or until one is interrupted. Only the first one reports its results. Of a pass that
 * has ended, only what results need is kept.
 */
async function runPasses(plan: Omit<PassPlan, 'turn'>, first: Evidence): Promise<Passed> {
  const { session, report, mask } = plan
  const repeats = new Repeats()
  const controls: StoredExchange[] = []
  const turns = Math.max(1, session.options.repeat)
  for (let turn = 0; turn < turns; turn++) {
    // The first control asked for a sign of life with a Ping. Where the target does not answer that, probing has found
    // another way, and the control that cases are compared with is sent again.
    const isKnown = turn === 0 && !hasDeadLink(first.observation)
    const start = isKnown ? first : lastTry(await control(session, turn === 0 ? 'the start' : `run ${turn}`))
    const outcome = await runPass({ ...plan, turn, report: turn === 0 ? report : () => {} }, start)
    repeats.add(outcome.results)
    const kept = outcome.controls.filter((each) => turn === 0 || !passes(each))
    controls.push(...kept.map(({ observation }) => storedExchange(observation.recording, mask)))
    if (outcome.interrupted) break
  }
  return { repeats, controls }
}

/**
 * Runs the selected cases of `suites` against a target and gives every one of them a result, in catalogue order.
 * Throws nothing for what a target does: one that does not answer the correct handshake with 101 gets a `diagnosis`.
 */
export async function run(
  target: Target,
  suites: readonly Suite[],
  selected: ReadonlySet<string>,
  options: RunOptions,
): Promise<TargetResult> {
  const session = new Session(target, { ...options, jobs: Math.min(options.jobs, target.jobs ?? options.jobs) })
  const mask = maskFor(target)
  const chosen = suites.flatMap(({ cases, number }) =>
    cases.filter(({ id }) => selected.has(id)).map((testCase): Chosen => ({ testCase, suite: number })),
  )
  let done = 0
  const report = (result: CaseResult) => options.onCase?.(result, ++done, chosen.length)
  const base = { name: target.name, url: maskUrl(target.url.href), server: target.server }
  const first = await firstControl(session)
  if (!passes(first)) {
    const rest = await withoutVerdicts(session, first, chosen, mask)
    session.time.clear()
    for (const result of rest.cases) report(result)
    return { ...base, ...rest }
  }
  options.onReady?.()
  const capabilities = await probe(session)
  const { repeats, controls } = await runPasses({ session, capabilities, suites, selected, mask, report }, first)
  const cases = chosen.flatMap(({ testCase }) => repeats.resultOf(testCase.id) ?? [])
  const leftOut = mayRunDestructive(target, options) ? 0 : chosen.filter(({ testCase }) => testCase.hurts).length
  session.time.clear()
  const shown = { ...capabilities, subprotocols: capabilities.subprotocols.map(mask.text) }
  return {
    ...base,
    capabilities: shown,
    controls,
    ...(leftOut > 0 ? { leftOut } : {}),
    summary: summarize(cases),
    cases,
  }
}
