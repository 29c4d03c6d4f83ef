import type { Part } from '../case/case'
import type { FieldLine, Observation } from '../case/observation'
import type { Edit, Vars } from '../case/request'
import { HANDSHAKE } from '../case/script'
import { exchange } from '../play/exchange'
import type { AliveBy } from '../play/script'
import { lastsMs } from '../play/steps'
import { transportFor } from '../transport/choose'
import { randomOctets } from '../transport/random'
import type { Endpoint } from '../transport/transport'
import { editedHandshake } from '../wire/handshake'
import { sameName } from '../wire/http1/fields'
import { observe } from '../wire/observe'
import { decoded } from './mask'
import type { RunOptions, Target } from './target'

/** How long a live link may take to answer a Ping, ms. */
const ALIVE_MS = 2000

/** What probing found out and every later connection uses. */
export interface Found {
  /** Null where nothing that was tried is answered. */
  aliveBy: AliveBy | null
  /** It sends frames nobody asked for, or closes the link by itself. */
  greets: boolean
  subprotocols: readonly string[]
  /** The target says 101 only where this subprotocol is offered. */
  required?: string | undefined
}

/** What of a part goes out. */
export type Stimulus = Pick<Part, 'send' | 'steps' | 'family' | 'lasts'>

/** An observation with the variables it was made with. */
export interface Sent {
  observation: Observation
  vars: Vars
}

/** Where a target's URL, or what stands in for it, is reached. */
export function endpointOf(target: Target): Endpoint {
  const { url, connect, tls } = target
  const secure = url.protocol === 'wss:'
  const name = url.hostname.replace(/^\[|\]$/g, '')
  const port = url.port === '' ? (secure ? 443 : 80) : Number(url.port)
  return { host: connect?.host ?? name, port: connect?.port ?? port, tls: secure ? { servername: name, ...tls } : null }
}

/** The field lines that every handshake to a target carries beside BASE's own. */
export function baseFieldsOf(target: Target, required?: string): FieldLine[] {
  const fields = [...target.fields]
  const has = (name: string) => fields.some((field) => sameName(field.name, name))
  if (target.origin !== undefined && !has('Origin')) fields.push({ name: 'Origin', value: target.origin })
  if (required !== undefined && !has('Sec-WebSocket-Protocol'))
    fields.push({ name: 'Sec-WebSocket-Protocol', value: required })
  const { username, password } = target.url
  if (username !== '' && !has('Authorization')) {
    const credentials = `${decoded(username)}:${decoded(password)}`
    fields.push({ name: 'Authorization', value: `Basic ${Buffer.from(credentials).toString('base64')}` })
  }
  return fields
}

/** A token of random characters, one of a-z and 0-9 for each octet, that no server knows. */
function randomToken(octets: Buffer): string {
  return `wsspec-${Array.from(octets, (octet) => (octet % 36).toString(36)).join('')}`
}

function freshVars(target: Target, found: Found, thorough: boolean): Vars {
  const { url } = target
  const host = url.host
  const random = randomOctets(44)
  return {
    host,
    hostname: url.hostname,
    port: url.port,
    profile: { ...(target.origin === undefined ? {} : { allowedOrigin: target.origin }), ...target.profile },
    resource: `${url.pathname}${url.search}`,
    key: random.toString('base64', 0, 16),
    otherKey: random.toString('base64', 16, 32),
    random: randomToken(random.subarray(32)),
    subprotocols: found.subprotocols,
    origin: target.origin ?? target.profile?.allowedOrigin ?? `${url.protocol === 'wss:' ? 'https' : 'http'}://${host}`,
    tls: url.protocol === 'wss:',
    thorough,
  }
}

/** The place of a connection among those that may be open at once: the next free one, the first of all, or none. */
export type Place = 'next' | 'first' | 'none'

/** Hands out `jobs` places; a place that is asked for waits until one is free. */
class Pool {
  private free: number
  private readonly waiting: (() => void)[] = []
  constructor(jobs: number) {
    this.free = jobs
  }
  async use<T>(work: () => Promise<T>, first = false): Promise<T> {
    if (this.free > 0) this.free -= 1
    else await new Promise<void>((resolve) => (first ? this.waiting.unshift(resolve) : this.waiting.push(resolve)))
    try {
      return await work()
    } finally {
      const next = this.waiting.shift()
      if (next) next()
      else this.free += 1
    }
  }
}

/** The connections of one run to one target: the edge that turns parts into observations. */
export class Session {
  found: Found
  /** The slowest answer to a control so far, ms. */
  slowestControlMs = 0
  readonly target: Target
  readonly options: RunOptions
  private readonly endpoint: Endpoint
  private readonly pool: Pool
  /** Three places of four: what only waits leaves room for what is answered at once. */
  private readonly patient: Pool

  constructor(target: Target, options: RunOptions) {
    this.target = target
    this.options = options
    this.endpoint = endpointOf(target)
    this.pool = new Pool(Math.max(1, options.jobs))
    this.patient = new Pool(Math.max(1, options.jobs - Math.ceil(options.jobs / 4)))
    this.found = { aliveBy: 'ping', greets: false, subprotocols: target.subprotocols }
  }

  /** A window in which nothing may happen: long against the target's own answers, at most the milliseconds that are named. */
  windowMs(named: number): number {
    return this.options.thorough ? named : Math.min(named, Math.max(250, 10 * this.slowestControlMs))
  }

  /** The milliseconds that a part takes however soon it is answered: its windows and pauses, and octets that go out one by one. */
  waitMs({ steps = [] }: Stimulus): number {
    return lastsMs(steps, (named) => this.windowMs(named))
  }

  /** How long a link may stay without a sign of life: short where probing found one that never gives any. */
  private aliveMs(): number {
    return this.found.aliveBy === null ? this.windowMs(ALIVE_MS) : Math.max(ALIVE_MS, 10 * this.slowestControlMs)
  }

  /** Sends one part when it has its place. */
  send(part: Stimulus, place: Place = 'next'): Promise<Sent> {
    if (place === 'none') return this.open(part)
    const waits = this.waitMs(part) > 0
    const open = () => this.pool.use(() => this.open(part), waits || place === 'first')
    return waits ? this.patient.use(open) : open()
  }

  /** Waits until everything that asked for a place has got one. */
  hasRoom(): Promise<void> {
    return this.pool.use(async () => {})
  }

  private async open(part: Stimulus): Promise<Sent> {
    const vars = freshVars(this.target, this.found, this.options.thorough)
    const fields = baseFieldsOf(this.target, this.found.required)
    const endpoint = part.family === undefined ? this.endpoint : { ...this.endpoint, family: part.family }
    const { protocol } = transportFor(endpoint)
    const script = {
      steps: part.steps ?? HANDSHAKE,
      vars,
      protocol,
      render: (edit?: Edit) => protocol.render(editedHandshake(vars, fields, edit ?? part.send)),
      aliveBy: this.found.aliveBy ?? 'ping',
      greets: this.found.greets,
      aliveMs: this.aliveMs(),
      windowMs: (named: number) => this.windowMs(named),
      deadlineMs: this.options.timeoutMs + (part.lasts ?? 0),
    }
    const recording = await exchange(endpoint, script, this.options.signal, this.options.onWire)
    return { observation: observe(recording, protocol), vars }
  }
}
