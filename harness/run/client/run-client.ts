import type { Suite } from '../../case/case'
import type { ClientCase, ClientEvidence } from '../../case/client-case'
import { GREETING } from '../../case/driver'
import { type CaseResult, type StoredExchange, summarize, type TargetResult } from '../../case/results'
import { firstRequestOf, requested } from '../../judge/client/attempt'
import { clientOutcome } from '../../judge/client/client-outcome'
import { describeClient } from '../../judge/client/client-words'
import { CaseServer } from '../../serve/case-server'
import { emptyResult } from '../case-result'
import { maskOf } from '../mask'
import { Repeats } from '../repeat'
import { type Mask, storedExchange } from '../stored-exchange'
import { TimeLimit } from '../time-limit'
import { attemptAlone } from './attempt'
import { writeCaFile } from './ca-file'
import { ClientPass, type ClientPassPlan, CONTROL, opens } from './client-pass'
import type { ClientRunOptions, ClientTarget } from './client-target'
import { Tried } from './tried'

/** How often the first correct answer is sent, at most: a slow machine may start the first driver late. */
const FIRST_TRIES = 2

function stored({ observation }: ClientEvidence, mask: Mask): StoredExchange[] {
  return observation.exchanges.map(({ recording }) => storedExchange(recording, mask))
}

/** The capabilities that the first request shows. A client echoes nothing. */
export function capabilitiesOf({ observation }: ClientEvidence): TargetResult['capabilities'] {
  const request = firstRequestOf(observation)
  const offers = request ? requested(request, 'Sec-WebSocket-Extensions') : []
  return { echo: false, subprotocols: [], permessageDeflate: offers.some((value) => /permessage-deflate/i.test(value)) }
}

/** Sends the correct answer until the client opens, at most twice. */
async function firstControl(tools: ClientPassPlan['tools']): Promise<ClientEvidence> {
  let control = await attemptAlone(tools, 'control', CONTROL)
  const mayOpen = () => !opens(control) && control.observation.driver.end.how !== 'unstarted'
  for (let tries = 1; tries < FIRST_TRIES && mayOpen() && !tools.signal?.aborted; tries++)
    control = await attemptAlone(tools, 'control', CONTROL)
  return control
}

/** Why no case has a verdict where the client did not open after the correct answer: what it did, and the end of its output. */
function diagnosisOf({ observation }: ClientEvidence, isInterrupted: boolean): string {
  if (isInterrupted) return 'the run was interrupted'
  const isAnswered = firstRequestOf(observation) !== null
  const must =
    clientOutcome(observation) === 'claimed' ? `. A driver has to send the text ${GREETING} as soon as it is open` : ''
  return `${isAnswered ? 'after the plain correct answer: ' : ''}${describeClient(observation)}${must}`
}

/** Runs the passes, and joins their results. */
async function runPasses(
  plan: ClientPassPlan,
  first: ClientEvidence,
): Promise<{ repeats: Repeats; controls: StoredExchange[] }> {
  const repeats = new Repeats()
  const controls = stored(first, plan.mask)
  for (let turn = 0; turn < Math.max(1, plan.options.repeat); turn++) {
    const report = turn === 0 ? plan.report : () => {}
    const pass = new ClientPass({ ...plan, report }, first)
    await pass.run()
    repeats.add(pass.ledger.results)
    if (turn === 0) controls.push(...pass.ledger.controls.slice(1).flatMap((each) => stored(each, plan.mask)))
    if (pass.interrupted) break
  }
  return { repeats, controls }
}

/** The selected cases, each with the number of its suite. */
function chosenOf(suites: readonly Suite<ClientCase>[], selected: ReadonlySet<string>) {
  return suites.flatMap(({ cases, number }) =>
    cases.filter(({ id }) => selected.has(id)).map((testCase) => ({ testCase, suite: number })),
  )
}

/**
 * Runs the selected cases of `suites` with a client and gives every one of them a result, in catalogue order. Throws nothing
 * for what a client does: one that does not open after the correct answer gets a `diagnosis`.
 */
export async function runClient(
  target: ClientTarget,
  suites: readonly Suite<ClientCase>[],
  selected: ReadonlySet<string>,
  options: ClientRunOptions,
): Promise<TargetResult> {
  const { pages } = target.driver
  const chosen = chosenOf(suites, selected)
  const caFile = await writeCaFile(chosen, target.driver)
  const server = await CaseServer.listen({ pages: pages?.answer, lanes: pages ? options.jobs : 0 })
  pages?.begin(`http://${server.host}`)
  const mask = maskOf(target.secrets ?? [])
  const time = new TimeLimit(options.maxTimeMs, options.signal)
  let done = 0
  const tried = new Tried(new Map(chosen.map(({ testCase, suite }) => [testCase.id, suite])), options)
  const report = (result: CaseResult) => {
    tried.end(result.id)
    options.onCase?.(result, ++done, chosen.length)
  }
  const { driver, startMs } = target
  const { timeoutMs, signal } = options
  const tools = { server, driver, startMs, timeoutMs, caFile: caFile?.path, signal }
  const base = {
    name: target.name,
    url: `ws://${server.host}/`,
    role: 'client' as const,
    server: null,
    client: target.client ?? null,
  }
  try {
    const first = await firstControl(tools)
    const capabilities = capabilitiesOf(first)
    if (!opens(first)) {
      const because = 'the client did not open after the plain correct answer'
      const cases = chosen.map(({ testCase, suite }) => ({ ...emptyResult(testCase, suite), because }))
      for (const result of cases) report(result)
      const diagnosis = mask.text(diagnosisOf(first, options.signal?.aborted === true))
      return { ...base, capabilities, controls: stored(first, mask), diagnosis, summary: summarize(cases), cases }
    }
    options.onReady?.()
    const { repeats, controls } = await runPasses(
      { tools, target, suites, selected, options, time, mask, report, tried },
      first,
    )
    const cases = chosen.flatMap(({ testCase }) => repeats.resultOf(testCase.id) ?? [])
    return { ...base, capabilities, controls, summary: summarize(cases), cases }
  } finally {
    time.clear()
    await target.driver.close()
    await server.close()
    caFile?.remove()
  }
}
