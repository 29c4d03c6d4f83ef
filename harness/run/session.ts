import type { Observation } from '../case/observation'
import type { Step } from '../case/script'
import { lastsMs } from '../play/steps'
import { ALIVE_MS, type Found, type Known, type OnQuiet, Opener, type Sent, type Stimulus } from './opener'
import type { RunOptions, Target } from './target'
import { TimeLimit } from './time-limit'
import { Traffic, type Turn } from './traffic'
import { limitsOf } from './traffic-limits'
import { quietMs } from './windows'

/** From this time of an answer on a target is distant or slow, ms. */
const DISTANT_MS = 50

/** A handshake without a check of the link. */
const HEAD_ONLY: readonly Step[] = [{ do: 'send' }, { do: 'answer' }]

/** How stimuli are sent that go out one after the other. */
export interface InTurn {
  place?: Place
  /** Called once all are sent, where nothing comes to some, and a correct handshake was accepted promptly meanwhile. */
  onQuiet?: () => void
  /** Connections on which something is still sent or received are waited for, and none is opened meanwhile. */
  isExclusive?: boolean
  /** Ends the connections. */
  signal?: AbortSignal
}

/** The place of a connection in the queue: the next one, the first one, or `none` for one that does not queue. */
export type Place = 'next' | 'first' | 'none'

/** All connections of one run to one target: sends stimuli and gives observations. */
export class Session implements Known {
  found: Found
  /** The slowest answer to a control so far, ms. */
  slowestControlMs = 0
  /** The fastest answer to a control so far, ms; null where there was none. */
  fastestControlMs: number | null = null
  readonly target: Target
  readonly options: RunOptions
  private readonly opener: Opener
  private readonly traffic: Traffic
  /** How long the target may still take. */
  readonly time: TimeLimit

  constructor(target: Target, options: RunOptions) {
    this.target = target
    this.options = options
    this.traffic = new Traffic(limitsOf(target, options), () => this.isPrompt())
    this.time = new TimeLimit(options.maxTimeMs, options.signal)
    this.found = { aliveBy: 'ping', greets: false, subprotocols: target.subprotocols }
    this.opener = new Opener(this)
  }

  /** The length of a window in which nothing may happen, ms, for the one that the catalogue names. */
  windowMs(named: number): number {
    return this.opener.windowMs(named)
  }

  /** How long a stimulus waits by design, however soon it is answered, ms. */
  waitMs({ steps = [] }: Stimulus): number {
    return lastsMs(steps, (named) => this.windowMs(named))
  }

  /** Answers take their time, and how the connections go out is ours to choose. */
  get isDistant(): boolean {
    return this.options.adapts === true && (this.fastestControlMs ?? 0) >= DISTANT_MS
  }

  /** The target leaves requests without an answer, and takes others meanwhile. */
  get leavesWaiting(): boolean {
    return this.traffic.isParking
  }

  /** Sends one stimulus over a connection of its own, once there is a place for it. */
  send(part: Stimulus, place: Place = 'next', onQuiet: OnQuiet = () => {}): Promise<Sent> {
    if (this.time.isOver && place !== 'first') return Promise.resolve(this.opener.unsent())
    if (place === 'none') return this.traffic.turn().then(() => this.opener.open(part))
    const waits = this.waitMs(part) > 0
    const inTurn = async (park: () => void) => {
      if (this.time.isOver && place !== 'first') return this.opener.unsent()
      const quiet: OnQuiet = (sofar) => {
        park()
        onQuiet(sofar)
      }
      const sent = await this.opener.open(part, { onQuiet: quiet, isControl: place === 'first' })
      if (!waits) this.learn(sent.observation)
      return sent
    }
    return this.traffic.use(inTurn, { waits, first: place === 'first' })
  }

  /** Sends stimuli over connections that are open at the same time, once there is a place for each. */
  sendAtOnce(parts: readonly Stimulus[]): Promise<Sent[]> {
    if (this.time.isOver) return Promise.resolve(parts.map(() => this.opener.unsent()))
    const open = (part: Stimulus) => this.traffic.turn().then(() => this.opener.open(part))
    return this.traffic.useAtOnce(parts.length, () => Promise.all(parts.map(open)))
  }

  /** From now on leaves a pause after each connection. */
  leaveGaps(): void {
    this.traffic.leaveGaps()
  }

  /** From now on opens no more connections than usual: the target may be overloaded. */
  calm(): void {
    this.traffic.calm()
  }

  /** The target may have been unsteady before. Now connections on which nothing comes may wait beside others again. */
  trust(): void {
    this.traffic.trust()
  }

  /** From now on sends one connection at a time. False where that changes nothing. */
  narrow(): boolean {
    return this.traffic.narrow()
  }

  /**
   * Sends stimuli one after the other. Where nothing comes to one, and a correct handshake is accepted promptly meanwhile,
   * the next one is sent while it waits.
   */
  async sendInTurn(parts: readonly Stimulus[], how: InTurn = {}): Promise<Sent[]> {
    const all: Promise<Sent>[] = []
    let waiting = 0
    for (const part of parts) {
      if (this.time.isOver) {
        all.push(Promise.resolve(this.opener.unsent()))
        continue
      }
      const quiet = new Promise<void>((resolve) => all.push(this.sendAlone(part, how, resolve)))
      const last = all.at(-1)
      const isQuiet = await Promise.race([last?.then(() => false), quiet.then(() => true)])
      const isPrompt = isQuiet && this.options.adapts === true && (await this.isPrompt())
      if (isQuiet && isPrompt) waiting += 1
      if (isQuiet && !isPrompt) await last
    }
    if (waiting > 0) how.onQuiet?.()
    return Promise.all(all)
  }

  /** Sends one stimulus, and calls `onQuiet` where nothing comes to it. */
  private sendAlone(part: Stimulus, { place, isExclusive, signal }: InTurn, onQuiet: () => void): Promise<Sent> {
    const opening = signal ? { signal } : {}
    if (place === 'none') return this.traffic.turn().then(() => this.opener.open(part, { ...opening, onQuiet }))
    const beside = (park: () => void) => {
      const quiet = () => {
        park()
        onQuiet()
      }
      return this.opener.open(part, { ...opening, onQuiet: quiet })
    }
    const turn: Turn = isExclusive ? { alone: true } : {}
    return this.traffic.use(beside, turn)
  }

  /** Resolves once every connection that asked for a place before has ended, or waits beside others. */
  rests(): Promise<void> {
    return this.traffic.rests()
  }

  /** True once where more connections waited beside others than the target bears. */
  takeOverload(): boolean {
    return this.traffic.takeOverload()
  }

  /** Resolves when everything that was sent before has got a place. */
  hasRoom(): Promise<void> {
    return this.traffic.hasRoom()
  }

  /** Learns from the time of an answer how many connections the target bears. */
  private learn({ recording }: Observation): void {
    const answeredMs = recording.received[0]?.atMs
    const sentMs = recording.sent[0]?.atMs
    if (answeredMs === undefined || sentMs === undefined || this.fastestControlMs === null) return
    this.traffic.learn(answeredMs - sentMs, this.fastestControlMs)
  }

  /** True where a correct handshake is accepted promptly beside other connections. */
  private async isPrompt(): Promise<boolean> {
    const { observation } = await this.send({ steps: HEAD_ONLY }, 'none')
    const { received, sent } = observation.recording
    const answerMs = (received[0]?.atMs ?? Number.POSITIVE_INFINITY) - (sent[0]?.atMs ?? 0)
    return observation.opened && answerMs < ALIVE_MS + quietMs(this, false)
  }
}
