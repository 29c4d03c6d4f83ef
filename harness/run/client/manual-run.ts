import type { Suite } from '../../case/case'
import type { ClientCase, ClientEvidence, ClientProfile } from '../../case/client-case'
import type { ClientVars } from '../../case/client-expectation'
import type { ClientObservation, ServedExchange } from '../../case/client-observation'
import type { AnswerPage } from '../../case/page'
import { type CaseResult, summarize, type TargetResult } from '../../case/results'
import { isFinding } from '../../case/verdicts'
import { clientOutcome } from '../../judge/client/client-outcome'
import { CaseServer } from '../../serve/case-server'
import { caseResult, emptyResult, type JudgedPart } from '../case-result'
import { maskOf } from '../mask'
import { Ledger } from '../pass/ledger'
import { sharedFaults } from '../pass/shared-faults'
import { storedExchange } from '../stored-exchange'
import { judgeParts, judgeRequests } from './client-judge'
import { CONTROL } from './client-pass'
import { type ManualPart, ManualUrl } from './manual-url'
import { capabilitiesOf } from './run-client'
import { needsMet, unmet } from './unmet'

/** A client that sends its first bytes within this time after the correct answer sends them by itself, ms. A person who types takes longer. */
const PROMPT_MS = 1000

/** The id in the path of the URL with the plain correct answer. */
export const CONTROL_ID = 'control'

/** Why an attempt without a frame proves nothing. */
const UNPROVEN =
  'a client that opens and says nothing looks like this, too: let it first get the plain correct answer, and send a message as soon as it has opened'

/** The cases and the options of a run without a driver. */
export interface ManualOptions {
  suites: readonly Suite<ClientCase>[]
  selected: ReadonlySet<string>
  profile: ClientProfile
  timeoutMs: number
  strict: boolean
  slow: boolean
  port: number
  address?: string
  /** Makes the function that answers requests for pages. */
  page: (run: ManualRun) => AnswerPage
}

function partsOf({ suites, selected }: ManualOptions): ManualPart[] {
  const control: ManualPart = { id: CONTROL_ID, of: null, part: CONTROL }
  const cases = suites.flatMap((suite) => suite.cases.map((testCase) => ({ suite, testCase })))
  const chosen = cases.filter(({ testCase }) => selected.has(testCase.id))
  return [
    control,
    ...chosen.flatMap((of) => (of.testCase.parts ?? []).map((part) => ({ id: of.testCase.id, of, part }))),
  ]
}

/** How long after the answer the client sent its first bytes, ms; infinite where it sent nothing. */
function spokeAfterMs({ observation }: ClientEvidence): number {
  const recording = observation.exchanges.at(-1)?.recording
  const answered = recording?.sent[0]?.atMs
  if (recording === undefined || answered === undefined) return Number.POSITIVE_INFINITY
  const first = recording.received.find(({ atMs }) => atMs > answered)
  return first === undefined ? Number.POSITIVE_INFINITY : first.atMs - answered
}

/** A run without a driver: a person connects a client to the URLs, and only the bytes on the connection are judged. */
export class ManualRun {
  readonly urls: readonly ManualUrl[]
  private readonly server: CaseServer
  private readonly options: ManualOptions

  private constructor(options: ManualOptions, server: CaseServer) {
    this.options = options
    this.server = server
    const count = new Map<string, number>()
    this.urls = partsOf(options).map((of) => {
      const number = (count.get(of.id) ?? 0) + 1
      count.set(of.id, number)
      const path = number === 1 ? `/c/${of.id}` : `/c/${of.id}/${number}`
      return new ManualUrl(of, path, server, options.timeoutMs)
    })
  }

  /** Listens. @throws {Error} where nothing can listen there */
  static async begin(options: ManualOptions): Promise<ManualRun> {
    let run: ManualRun | null = null
    const { port, address } = options
    const server = await CaseServer.listen({
      port,
      ...(address === undefined ? {} : { address }),
      find: (target) => run?.find(target)?.take(),
      pages: async (request) => (run === null ? null : options.page(run)(request)),
    })
    run = new ManualRun(options, server)
    return run
  }

  /** `127.0.0.1:41234`. */
  get host(): string {
    return this.server.host
  }

  private find(target: string): ManualUrl | undefined {
    const [, id, number] = /\/c\/(C\d+\.\d+|control)(?:\/(\d+)(?!\w))?/.exec(target) ?? []
    const first = this.urls.find(({ path }) => path === `/c/${id}`)
    return (number === undefined ? undefined : this.urls.find(({ path }) => path === `/c/${id}/${number}`)) ?? first
  }

  private get control(): ClientEvidence | null {
    return this.urls[0]?.evidence ?? null
  }

  /** True where the client sends a message by itself as soon as it has opened, so that its silence means something. */
  get isProven(): boolean {
    const { control } = this
    return control !== null && clientOutcome(control.observation) === 'open' && spokeAfterMs(control) <= PROMPT_MS
  }

  /** Why a case is not judged at all; null where it may be. */
  private unjudged(testCase: ClientCase): string | null {
    const { profile, slow } = this.options
    const because = unmet(testCase, needsMet({ profile, can: { tls: false } }, {}), slow)
    if (because !== null || testCase.parts === undefined) return because
    const isAsked = this.urlsOf(testCase).some(({ evidence }) => evidence !== null)
    return isAsked ? null : 'nobody asked for it'
  }

  /** The URLs of a case. */
  urlsOf({ id }: Pick<ClientCase, 'id'>): ManualUrl[] {
    return this.urls.filter(({ of }) => of.id === id)
  }

  /** True where the client opened at a URL of another case. */
  private hasOpened(id: string): boolean {
    return this.urlsOf({ id }).some(
      ({ evidence }) => evidence !== null && clientOutcome(evidence.observation) === 'open',
    )
  }

  private judged(testCase: ClientCase, sent: ReadonlyMap<string, ClientEvidence>): JudgedPart<ServedExchange>[] {
    const [first] = sent.values()
    const control = this.control ?? first
    const { parts = [] } = testCase
    if (control === undefined) return []
    return judgeParts({ testCase, parts, sent }, control, (id) => this.hasOpened(id)).map((part) => {
      const evidence = sent.get(part.name)
      const isShown = this.isProven || (evidence !== undefined && clientOutcome(evidence.observation) === 'open')
      const isDone = parts.every(({ name }) => sent.has(name)) || isFinding(part.verdict)
      if (isShown && isDone) return part
      const because = isShown ? 'its other URLs were not asked for' : UNPROVEN
      const { blame: _, scoredIn: __, party: ___, ...rest } = part
      return { ...rest, verdict: 'inconclusive', because }
    })
  }

  /** The results so far. */
  results(name: string): TargetResult {
    const { suites, selected, strict } = this.options
    const mask = maskOf([])
    const shared = sharedFaults(suites)
    const ledger = new Ledger<ClientObservation, ClientVars>({ selected, mask, strict, ...shared, report: () => {} })
    const { control } = this
    if (control !== null) ledger.record(control)
    const chosen = suites.flatMap((suite) => suite.cases.map((testCase) => ({ suite, testCase })))
    for (const { suite, testCase } of chosen) {
      const because = this.unjudged(testCase)
      if (because !== null) ledger.settle({ ...emptyResult(testCase, suite.number), verdict: 'skip', because })
      else if (testCase.parts !== undefined) {
        const asked = this.urlsOf(testCase).flatMap(({ evidence }) => evidence ?? [])
        const sent = new Map(asked.map((evidence) => [evidence.part, evidence] as const))
        ledger.keep(suite, { testCase, parts: testCase.parts, sent }, this.judged(testCase, sent))
      }
    }
    for (const { suite, testCase } of chosen) this.conclude(ledger, suite, testCase)
    ledger.settleHeld()
    const cases = chosen.flatMap(({ testCase }) => ledger.results.get(testCase.id) ?? [])
    return this.target(name, cases, ledger.evidence)
  }

  /** Judges a case over every request of the run. */
  private conclude(
    ledger: Ledger<ClientObservation, ClientVars>,
    suite: Suite<ClientCase>,
    testCase: ClientCase,
  ): void {
    if (ledger.hasResult(testCase.id)) return
    const { evidence } = ledger
    const control = this.control ?? evidence[0]
    if (control === undefined) {
      const because = 'nobody asked for anything'
      ledger.settle({ ...emptyResult(testCase, suite.number), verdict: 'skip', because })
      return
    }
    const own = ledger.partsAwaitingEnd(testCase.id) ?? []
    const requests = { evidence, verdictOf: (id: string) => ledger.verdictOf(id) }
    const whole = judgeRequests(testCase, requests, control)
    ledger.settle(caseResult({ testCase, suite: suite.number, parts: [...own, whole] }, maskOf([])))
  }

  private target(name: string, cases: CaseResult[], evidence: readonly ClientEvidence[]): TargetResult {
    const { control } = this
    const first = control ?? evidence[0]
    const mask = maskOf([])
    return {
      name,
      url: `ws://${this.host}/`,
      role: 'client',
      server: null,
      capabilities: first ? capabilitiesOf(first) : { echo: false, subprotocols: [], permessageDeflate: false },
      controls: (control?.observation.exchanges ?? []).map(({ recording }) => storedExchange(recording, mask)),
      ...(first ? {} : { diagnosis: 'no client came' }),
      summary: summarize(cases),
      cases,
    }
  }

  /** Ends the running attempts, and stops listening. */
  async close(): Promise<void> {
    await Promise.all(this.urls.map((url) => url.finish()))
    await this.server.close()
  }
}
