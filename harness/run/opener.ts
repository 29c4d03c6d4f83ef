import type { Part } from '../case/case'
import type { Edit } from '../case/edit'
import type { Observation } from '../case/observation'
import type { Recording } from '../case/recording'
import { HANDSHAKE } from '../case/script'
import type { Vars } from '../case/vars'
import { exchange } from '../play/exchange'
import type { AliveBy, Script } from '../play/script'
import { stretchMs } from '../play/steps'
import { UnendedHeads } from '../play/unended-heads'
import { transportFor } from '../transport/choose'
import type { Endpoint } from '../transport/transport'
import { editedHandshake } from '../wire/handshake'
import { observe } from '../wire/observe'
import { endpointOf } from './endpoint'
import { baseFieldsOf, freshVars } from './handshake-vars'
import { notSent } from './not-sent'
import type { RunOptions, Target } from './target'
import type { TimeLimit } from './time-limit'
import { trimmed } from './trimmed'
import { type ControlTimes, patienceMs, quietMs, slowMs, windowMs } from './windows'

/** How long a live link may take to answer a Ping, ms. */
export const ALIVE_MS = 2000

/** How long a peer has to end a link that a Close frame has ended, ms. */
const FAREWELL_MS = 100

/** After so many controls without a sign of life on the link, none is waited for in later ones. */
const ENOUGH_MUTE = 3

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

/** A target and what is known of it so far. The same object for the whole run; what it holds changes. */
export interface Known extends Readonly<ControlTimes> {
  readonly target: Target
  readonly options: RunOptions
  readonly found: Found
  /** How long the target may still take. */
  readonly time: TimeLimit
  /** The target leaves requests without an answer, and takes others meanwhile. */
  readonly leavesWaiting: boolean
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

/** What else is to know about a connection. */
export interface Opening {
  /** Called once everything was sent and nothing comes. */
  onQuiet?: OnQuiet
  isControl?: boolean
  /** Ends the connection. */
  signal?: AbortSignal
}

/** Opens connections to one target, each with the waits that suit what is known of it. */
export class Opener {
  private readonly known: Known
  private readonly endpoint: Endpoint
  private readonly unendedHeads = new UnendedHeads()
  private muteControls = 0

  constructor(known: Known) {
    this.known = known
    this.endpoint = endpointOf(known.target)
  }

  /** The length of a window in which nothing may happen, ms, for the one that the catalogue names. */
  windowMs(named: number): number {
    return windowMs(named, this.known, this.known.options.thorough)
  }

  /** Nothing that probing tried is answered on a link. */
  private get isMute(): boolean {
    return this.known.found.aliveBy === null
  }

  /** How long a link may take to answer, ms: short where probing found that nothing is answered. */
  private aliveMs(isControl: boolean): number {
    if (isControl && this.isMute && ++this.muteControls > ENOUGH_MUTE) return 0
    return this.isMute ? this.windowMs(ALIVE_MS) : Math.max(ALIVE_MS, 10 * this.known.slowestControlMs)
  }

  /** How long a link may take to be closed, ms: none where it never is, or not so soon. */
  private get farewellMs(): number {
    return this.isMute || (this.known.fastestControlMs ?? 0) >= FAREWELL_MS ? 0 : FAREWELL_MS
  }

  /** What is observed where there was no time to send. */
  unsent(): Sent {
    const { target, found } = this.known
    const { protocol } = transportFor(this.endpoint)
    return { observation: observe(notSent(), protocol), vars: freshVars(target, found.subprotocols, false) }
  }

  /** Sends one stimulus over a connection of its own, now. */
  async open(part: Stimulus, opening: Opening = {}): Promise<Sent> {
    const { onQuiet, isControl = false, signal } = opening
    const { known } = this
    const { target, options, found, time } = known
    const vars = freshVars(target, found.subprotocols, options.thorough)
    const fields = baseFieldsOf(target, found.required)
    const endpoint = part.family === undefined ? this.endpoint : { ...this.endpoint, family: part.family }
    const { protocol } = transportFor(endpoint)
    const { steps = HANDSHAKE } = part
    const afterMs = quietMs(known, known.leavesWaiting)
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
      patienceMs: (named: number) => patienceMs(named, known),
      unendedHeads: this.unendedHeads,
      answerMs: Math.max(options.timeoutMs, slowMs(known)),
      ...(onQuiet ? { quiet: { afterMs, linkAfterMs: this.isMute ? 0 : afterMs, call } } : {}),
      deadlineMs: options.timeoutMs + (part.lasts ?? 0) + stretchMs(steps, slowMs(known), options.timeoutMs),
    }
    const until = signal ? AbortSignal.any([signal, time.signal]) : time.signal
    const recording = await exchange(endpoint, script, until, options.onWire)
    const observation = observe(recording, protocol)
    return { observation: part.isLight ? trimmed(observation) : observation, vars }
  }
}
