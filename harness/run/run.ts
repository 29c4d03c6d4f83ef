import type { Evidence, Suite } from '../case/case'
import { SECRET_PROFILE_FIELDS } from '../case/profile'
import { type CaseResult, summarize, type TargetResult } from '../case/results'
import { hasDeadLink } from '../judge/answer'
import { emptyResult } from './case-result'
import { control, lastTry, passes } from './control'
import { maskOctets, maskText, maskUrl, secretsOf } from './mask'
import { Pass } from './pass'
import { mayRunDestructive } from './preconditions'
import { probe } from './probe'
import { mergeRepeats } from './repeat'
import { baseFieldsOf, Session } from './session'
import { type Mask, storedExchange } from './stored-exchange'
import type { RunOptions, Target } from './target'

/** The control with which a run begins; where it passes only with a declared subprotocol, the session learns that. */
async function begin(session: Session): Promise<Evidence> {
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
  const secrets = secretsOf({
    url: target.url,
    fields: [...baseFieldsOf({ ...target, origin: undefined }), ...declared],
  })
  return { octets: (octets) => maskOctets(octets, secrets), text: (text) => maskText(text, secrets) }
}

/** Where the correct handshake is not answered 101 nothing is proven: every case is inconclusive, and why is said. */
async function undone(session: Session, first: Evidence, cases: readonly CaseResult[], mask: Mask) {
  const { diagnose } = require('./diagnose') as typeof import('./diagnose')
  const because = 'the correct handshake was not answered 101'
  const interrupted = session.options.signal?.aborted
  return {
    capabilities: { echo: false, subprotocols: [], permessageDeflate: false },
    controls: [storedExchange(first.observation.recording, mask)],
    diagnosis: interrupted ? 'the run was interrupted' : mask.text(await diagnose(session, first.observation)),
    cases: cases.map((each) => ({ ...each, because })),
  }
}

/**
 * Runs the selected cases of `suites` against a target and gives every one of them an entry, in catalogue order.
 * Throws nothing for what a target does: one that does not answer the correct handshake with 101 gets a `diagnosis`.
 */
export async function run(
  target: Target,
  suites: readonly Suite[],
  selected: ReadonlySet<string>,
  options: RunOptions,
): Promise<TargetResult> {
  const jobs = Math.min(options.jobs, target.jobs ?? options.jobs)
  const session = new Session(target, { ...options, jobs })
  const mask = maskFor(target)
  const chosen = suites.flatMap((suite) =>
    suite.cases.filter(({ id }) => selected.has(id)).map((of) => ({ suite, of })),
  )
  let done = 0
  const report = (result: CaseResult) => options.onCase?.(result, ++done, chosen.length)
  const base = { name: target.name, url: maskUrl(target.url.href), server: target.server }
  const first = await begin(session)
  if (!passes(first)) {
    const rest = await undone(
      session,
      first,
      chosen.map(({ suite, of }) => emptyResult(of, suite.number)),
      mask,
    )
    for (const each of rest.cases) report(each)
    return { ...base, ...rest, summary: summarize(rest.cases) }
  }
  options.onReady?.()
  const capabilities = await probe(session)
  const passed: Pass[] = []
  for (let turn = 0; turn < Math.max(1, options.repeat) && !passed.some(({ interrupted }) => interrupted); turn++) {
    // The first control knew no way to ask for a sign of life but a Ping; where that is not answered, probing has found another.
    const known = turn === 0 && !hasDeadLink(first.observation)
    const start = known ? first : lastTry(await control(session, turn === 0 ? 'the start' : `run ${turn}`))
    const pass = new Pass(
      { session, capabilities, suites, selected, mask, report: turn === 0 ? report : () => {}, turn },
      start,
    )
    await pass.run()
    passed.push(pass)
  }
  const merged = mergeRepeats(passed.map(({ results }) => results))
  const cases = chosen.flatMap(({ of }) => merged.get(of.id) ?? [])
  const leftOut = mayRunDestructive(target, options) ? 0 : chosen.filter(({ of }) => of.hurts).length
  const controls = passed
    .flatMap((pass) => pass.controls)
    .map(({ observation }) => storedExchange(observation.recording, mask))
  return { ...base, capabilities, controls, ...(leftOut > 0 ? { leftOut } : {}), summary: summarize(cases), cases }
}
