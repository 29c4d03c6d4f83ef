import type { Suite } from '../../case/case'
import type { ClientCase, ClientEvidence, ClientPart } from '../../case/client-case'
import type { DriverReport } from '../../case/driver'
import type { CaseServer } from '../../serve/case-server'
import type { ServedAttempt } from '../../serve/served-attempt'
import { ANSWERED } from '../../serve/steps'
import { timesOf } from './part-times'

/** How long after its last connection an attempt waits for a further one, ms: a redirect, a retry. */
const QUIET_MS = 1000

const NO_DRIVER: DriverReport = { events: [], log: '', end: { how: 'none' }, flooded: false }

/** What a URL is for: a part of a case, or the plain correct answer. */
export interface ManualPart {
  /** The id of the case; `control` for the plain correct answer. */
  id: string
  /** Its suite and case; null for the plain correct answer. */
  of: { suite: Suite<ClientCase>; testCase: ClientCase } | null
  part: ClientPart
}

/** A URL that a person gives to a client: its path stays the same, and each request to it begins a new attempt. */
export class ManualUrl {
  readonly of: ManualPart
  readonly path: string
  /** The evidence of the last attempt; null before the first has ended. */
  evidence: ClientEvidence | null = null
  private served: ServedAttempt | null = null
  private timer: NodeJS.Timeout | undefined
  private readonly server: CaseServer
  private readonly timeoutMs: number

  /** @param path `/c/C5.01` */
  constructor(of: ManualPart, path: string, server: CaseServer, timeoutMs: number) {
    this.of = of
    this.path = path
    this.server = server
    this.timeoutMs = timeoutMs
  }

  /** True while an attempt runs. */
  get isBusy(): boolean {
    return this.served !== null
  }

  /** The URL. */
  get url(): string {
    const { path, server } = this
    const { host, onDefaultPort } = server
    const base = `ws://${host}`
    return this.of.part.url?.({ base, host, path, page: host, onDefaultPort }) ?? base + path
  }

  /** The attempt to which a new request belongs: the running one, or a new one. */
  take(): ServedAttempt {
    if (this.served !== null) return this.served
    const { steps = ANSWERED, again = steps } = this.of.part
    const { watchedMs: timeoutMs } = timesOf(this.of.part, this.timeoutMs)
    const served = this.server.openAt(this.path, { id: this.of.id, scripts: { steps, again }, timeoutMs })
    this.served = served
    served.onChange(() => {
      clearTimeout(this.timer)
      if (!served.isBusy) this.timer = setTimeout(() => void this.finish(), QUIET_MS)
    })
    return served
  }

  /** Ends the running attempt, if there is one, and keeps its evidence. */
  async finish(): Promise<void> {
    clearTimeout(this.timer)
    const { served } = this
    if (served === null) return
    this.served = null
    await served.close()
    const cut = served.exchanges.at(-1)?.recording.ended === 'timeout'
    const observation = { exchanges: served.exchanges, driver: NO_DRIVER, strays: [], cut }
    this.evidence = { from: this.of.id, part: this.of.part.name, observation, vars: served.vars }
  }
}
