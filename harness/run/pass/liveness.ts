import type { Evidence } from '../../case/derived'
import { gaveNoResponse, statusOf } from '../../judge/answer'
import { isBusy } from '../../judge/busy'
import { type Control, control, isSteady, lastTry, passes, SILENT_TRIES } from '../control'
import type { Session } from '../session'
import type { Drops } from './drops'
import { type Health, healthOf, mayBeChance, refusalOf, wasDropped } from './health'
import type { Ledger } from './ledger'
import type { RetryPolicy } from './retry-policy'
import { MAY_HELP, type Stop } from './stop'
import type { SuiteRun } from './suite-run'

/** How many controls in a row have to pass at once before an unsteady target counts as steady again. */
const ENOUGH_STEADY = 4

/** What liveness works with. */
export interface LivenessPieces {
  session: Pick<
    Session,
    | 'send'
    | 'options'
    | 'target'
    | 'slowestControlMs'
    | 'fastestControlMs'
    | 'narrow'
    | 'leaveGaps'
    | 'calm'
    | 'takeOverload'
    | 'trust'
  >
  ledger: Ledger
  drops: Drops
  retries: RetryPolicy
  stop: Stop
}

/** Finds out between cases whether the target still accepts the correct handshake, and starts a hung server of ours again. */
export class Liveness {
  /** The last control that passed: it vouches for the answers that come after it. */
  vouching: Evidence
  private steadyInARow = 0
  /** When the last control was sent that passed at once, by the clock of the process, ms. */
  steadySinceMs = Number.NEGATIVE_INFINITY
  /** How many controls did not pass at once. */
  unsteady = 0
  /** The suites that have begun and whose last control has not come back. */
  private readonly underWay = new Set<SuiteRun>()
  private readonly pieces: LivenessPieces

  constructor(pieces: LivenessPieces, first: Evidence) {
    this.pieces = pieces
    this.vouching = first
  }

  /** From now on what controls find counts for this suite. */
  begin(suiteRun: SuiteRun): void {
    this.underWay.add(suiteRun)
  }

  end(suiteRun: SuiteRun): void {
    this.underWay.delete(suiteRun)
  }

  /** The suites whose closing control has not run yet, in words: the next control may fail because of any of them. */
  suitesUnderWay(): string {
    const numbers = [...this.underWay].map(({ suite }) => suite.number).toSorted((a, b) => a - b)
    const last = numbers.pop()
    return numbers.length === 0 ? `suite ${last}` : `suites ${numbers.join(', ')} and ${last}`
  }

  /**
   * Sends a control and records for every suite under way what it found. Where no try passed, and no restart helped, the pass
   * stops. `after` names what was sent before, for results.
   */
  async check(after: string): Promise<Health> {
    const { session, ledger, drops, stop } = this.pieces
    const beganMs = performance.now()
    let tries = await control(session, after, SILENT_TRIES)
    // A target that takes few connections at once may drop the control only because others are open.
    if (!passes(lastTry(tries)) && isTooMany(lastTry(tries)) && !stop.isReached() && session.narrow())
      tries = [...tries, ...(await control(session, after, SILENT_TRIES))]
    const isOverloaded = session.takeOverload()
    if (!isSteady(tries)) session.calm()
    if (!isSteady(tries) || isOverloaded) this.unsteady += 1
    this.steadyInARow = isSteady(tries) && !isOverloaded ? this.steadyInARow + 1 : 0
    if (this.steadyInARow === ENOUGH_STEADY) session.trust()
    if (this.steadyInARow > 0) this.steadySinceMs = Math.max(this.steadySinceMs, beganMs)
    if (tries.some(({ observation }) => wasDropped(observation))) session.leaveGaps()
    ledger.record(...tries)
    const last = lastTry(tries)
    const restarted = !passes(last) && !stop.isReached() && (await this.restart(last, after))
    if (passes(last)) this.vouching = last
    else if (!restarted && !stop.isReached())
      stop.giveUp(
        `after ${after} the correct handshake was no longer answered with 101${isTooMany(last) ? `; ${MAY_HELP}` : ''}`,
      )
    this.inform(tries, isOverloaded)
    const health = healthOf(tries, restarted)
    drops.learnControl(tries, health, !isSuites(after))
    return health
  }

  /** Informs the suites under way of the result of a control. Where the target was overloaded before it, their answers prove nothing. */
  private inform(tries: Control, isOverloaded: boolean): void {
    const refusals = tries.flatMap(({ observation }) => refusalOf(observation) ?? [])
    for (const suiteRun of this.underWay) {
      if (!isSteady(tries) || isOverloaded) suiteRun.steady = false
      for (const refusal of refusals) suiteRun.refusals.add(refusal)
    }
  }

  /** Starts a server of ours again that answered no try of a control. True where it then accepts the correct handshake. */
  private async restart({ observation }: Evidence, after: string): Promise<boolean> {
    const { session, ledger, retries } = this.pieces
    const { revive } = session.target
    if (revive === undefined || !gaveNoResponse(observation) || !retries.allowsRestart()) return false
    // A server that does not start fails the next control.
    await revive(true).catch(() => {})
    const tries = await control(session, `${after} and a new start`)
    ledger.record(...tries)
    const passed = passes(lastTry(tries))
    if (passed) this.vouching = lastTry(tries)
    return passed
  }
}

/** True where several suites or cases were sent before a control, and not one case. */
function isSuites(after: string): boolean {
  return /^(?:suites?|cases) /.test(after)
}

/** True where a control may have failed because other connections were open: it was dropped, or refused as by a busy server or its gateway. */
function isTooMany({ observation }: Evidence): boolean {
  return mayBeChance(observation) || isBusy(statusOf(observation))
}
