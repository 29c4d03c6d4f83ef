import type { Part } from '../case/case'
import type { Edit } from '../case/edit'
import type { Observation } from '../case/observation'
import type { Recording } from '../case/recording'
import { HANDSHAKE, type Step } from '../case/script'
import type { Vars } from '../case/vars'
import { exchange } from '../play/exchange'
import type { AliveBy, Script } from '../play/script'
import { lastsMs, stretchMs } from '../play/steps'
import { UnendedHeads } from '../play/unended-heads'
import { transportFor } from '../transport/choose'
import type { Endpoint } from '../transport/transport'
import { editedHandshake } from '../wire/handshake'
import { observe } from '../wire/observe'
import { endpointOf } from './endpoint'
import { baseFieldsOf, freshVars } from './handshake-vars'
import { notSent } from './not-sent'
import type { RunOptions, Target } from './target'
import { TimeLimit } from './time-limit'
import { Traffic, type Turn } from './traffic'
import { limitsOf } from './traffic-limits'
import { trimmed } from './trimmed'
import { patienceMs, quietMs, slowMs, windowMs } from './windows'

/** How long a live link may take to answer a Ping, ms. */
const ALIVE_MS = 2000

/** How long a peer has to end a link that a Close frame has ended, ms. */
const FAREWELL_MS = 100

/** From this time of an answer on a target is distant or slow, ms. */
const DISTANT_MS = 50

/** After so many controls without a sign of life on the link, none is waited for in later ones. */
const ENOUGH_MUTE = 3

/** What else is to know about a connection. */
interface Opening {
  /** Called once everything was sent and nothing comes. */
  onQuiet?: OnQuiet
  isControl?: boolean
  /** Ends the connection. */
  signal?: AbortSignal
}

/** A handshake without a check of the link. */
const HEAD_ONLY: readonly Step[] = [{ do: 'send' }, { do: 'answer' }]

/** What probing found out. Every later connection uses it. */
export interface Found {
  /** What is answered on a link; null where nothing that was tried is answered. */
  aliveBy: AliveBy | null
  /** The target sends frames without being asked, or closes the link by itself. */
  greets: boolean
  subprotocols: readonly string[]
  /** The target answers 101 only where this subprotocol is offered. */
  required?: string | undefined
}

/** What one connection sends. `isLight`: the first bytes and frames of what comes are enough to judge it (trimmed.ts). */
export type Stimulus = Pick<Part, 'send' | 'steps' | 'family' | 'lasts'> & { isLight?: boolean }

/** An observation, with the variables that its request was made with. */
export interface Sent {
  observation: Observation
  vars: Vars
}

/** Called where everything was sent and nothing comes; `sofar` gives the observation as it would be if nothing came any more. */
export type OnQuiet = (sofar: () => Sent) => void

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
export class Session {
  found: Found
  private readonly unendedHeads = new UnendedHeads()
  /** The slowest answer to a control so far, ms. */
  slowestControlMs = 0
  /** The fastest answer to a control so far, ms; null where there was none. */
  fastestControlMs: number | null = null
  readonly target: Target
  readonly options: RunOptions
  private readonly endpoint: Endpoint
  private muteControls = 0
  private readonly traffic: Traffic
  /** How long the target may still take. */
  readonly time: TimeLimit

  constructor(target: Target, options: RunOptions) {
    this.target = target
    this.options = options
    this.endpoint = endpointOf(target)
    this.traffic = new Traffic(limitsOf(target, options), () => this.isPrompt())
    this.time = new TimeLimit(options.maxTimeMs, options.signal)
    this.found = { aliveBy: 'ping', greets: false, subprotocols: target.subprotocols }
  }

  /** The length of a window in which nothing may happen, ms, for the one that the catalogue names. */
  windowMs(named: number): number {
    return windowMs(named, this, this.options.thorough)
  }

  /** How long a stimulus waits by design, however soon it is answered, ms. */
  waitMs({ steps = [] }: Stimulus): number {
    return lastsMs(steps, (named) => this.windowMs(named))
  }

  /** How long a link may take to answer, ms: short where probing found that nothing is answered. */
  private aliveMs(isControl: boolean): number {
    if (isControl && this.isMute && ++this.muteControls > ENOUGH_MUTE) return 0
    return this.found.aliveBy === null ? this.windowMs(ALIVE_MS) : Math.max(ALIVE_MS, 10 * this.slowestControlMs)
  }

  /** Answers take their time, and how the connections go out is ours to choose. */
  get isDistant(): boolean {
    return this.options.adapts === true && (this.fastestControlMs ?? 0) >= DISTANT_MS
  }

  /** The target leaves requests without an answer, and takes others meanwhile. */
  get leavesWaiting(): boolean {
    return this.traffic.isParking
  }

  /** Nothing that probing tried is answered on a link. */
  private get isMute(): boolean {
    return this.found.aliveBy === null
  }

  /** How long a link may take to be closed, ms: none where it never is, or not so soon. */
  private get farewellMs(): number {
    return this.isMute || (this.fastestControlMs ?? 0) >= FAREWELL_MS ? 0 : FAREWELL_MS
  }

  /** Sends one stimulus over a connection of its own, once there is a place for it. */
  send(part: Stimulus, place: Place = 'next', onQuiet: OnQuiet = () => {}): Promise<Sent> {
    if (this.time.isOver && place !== 'first') return Promise.resolve(this.unsent())
    if (place === 'none') return this.traffic.turn().then(() => this.open(part))
    const waits = this.waitMs(part) > 0
    const inTurn = async (park: () => void) => {
      if (this.time.isOver && place !== 'first') return this.unsent()
      const quiet: OnQuiet = (sofar) => {
        park()
        onQuiet(sofar)
      }
      const sent = await this.open(part, { onQuiet: quiet, isControl: place === 'first' })
      if (!waits) this.learn(sent.observation)
      return sent
    }
    return this.traffic.use(inTurn, { waits, first: place === 'first' })
  }

  /** Sends stimuli over connections that are open at the same time, once there is a place for each. */
  sendAtOnce(parts: readonly Stimulus[]): Promise<Sent[]> {
    if (this.time.isOver) return Promise.resolve(parts.map(() => this.unsent()))
    const open = (part: Stimulus) => this.traffic.turn().then(() => this.open(part))
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
        all.push(Promise.resolve(this.unsent()))
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
    if (place === 'none') return this.traffic.turn().then(() => this.open(part, { ...opening, onQuiet }))
    const beside = (park: () => void) => {
      const quiet = () => {
        park()
        onQuiet()
      }
      return this.open(part, { ...opening, onQuiet: quiet })
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

  private unsent(): Sent {
    const { protocol } = transportFor(this.endpoint)
    return { observation: observe(notSent(), protocol), vars: freshVars(this.target, this.found.subprotocols, false) }
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

  private async open(part: Stimulus, opening: Opening = {}): Promise<Sent> {
    const { onQuiet, isControl = false, signal } = opening
    const { target, options, found } = this
    const vars = freshVars(target, found.subprotocols, options.thorough)
    const fields = baseFieldsOf(target, found.required)
    const endpoint = part.family === undefined ? this.endpoint : { ...this.endpoint, family: part.family }
    const { protocol } = transportFor(endpoint)
    const { steps = HANDSHAKE } = part
    const afterMs = quietMs(this, this.leavesWaiting)
    const call = (sofar: () => Recording) => onQuiet?.(() => ({ observation: observe(sofar(), protocol), vars }))
    const script: Script = {
      steps,
      vars,
      protocol,
      render: (edit?: Edit) => protocol.render(editedHandshake(vars, fields, edit ?? part.send)),
      aliveBy: found.aliveBy ?? 'ping',
      greets: found.greets,
      aliveMs: this.aliveMs(isControl),
      farewellMs: this.farewellMs,
      windowMs: (named: number) => this.windowMs(named),
      patienceMs: (named: number) => patienceMs(named, this),
      unendedHeads: this.unendedHeads,
      answerMs: Math.max(options.timeoutMs, slowMs(this)),
      ...(onQuiet ? { quiet: { afterMs, linkAfterMs: this.isMute ? 0 : afterMs, call } } : {}),
      deadlineMs: options.timeoutMs + (part.lasts ?? 0) + stretchMs(steps, slowMs(this), options.timeoutMs),
    }
    const until = signal ? AbortSignal.any([signal, this.time.signal]) : this.time.signal
    const recording = await exchange(endpoint, script, until, options.onWire)
    const observation = observe(recording, protocol)
    return { observation: part.isLight ? trimmed(observation) : observation, vars }
  }
}
