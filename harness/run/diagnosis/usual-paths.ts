import type { Observation } from '../../case/observation'
import type { Step } from '../../case/script'
import { answered, selectedSubprotocol, statusOf } from '../../judge/answer'
import { describe } from '../../judge/describe'
import { sameName } from '../../wire/http1/fields'
import { isLoopback } from '../loopback'
import { maskUrl } from '../masking/words'
import type { Session } from '../session'
import type { RunOptions } from '../target'
import type { Advice } from './advice'
import { type Findings, ownOrigin } from './findings'

/** A path where a server may take WebSocket handshakes, with the subprotocol that it speaks there. */
interface UsualPath {
  path: string
  subprotocol?: string
}

/** The paths that are tried, the most usual ones first. */
export const USUAL_PATHS: readonly UsualPath[] = [
  { path: '/ws' },
  { path: '/websocket' },
  { path: '/socket.io/?EIO=4&transport=websocket' },
  { path: '/graphql', subprotocol: 'graphql-transport-ws' },
  { path: '/graphql', subprotocol: 'graphql-ws' },
  { path: '/cable', subprotocol: 'actioncable-v1-json' },
  { path: '/socket' },
  { path: '/socket/websocket?vsn=2.0.0' },
  { path: '/subscriptions', subprotocol: 'graphql-transport-ws' },
  { path: '/subscriptions', subprotocol: 'graphql-ws' },
  { path: '/mqtt', subprotocol: 'mqtt' },
  { path: '/engine.io/?EIO=4&transport=websocket' },
  { path: '/hub' },
  { path: '/chat' },
  { path: '/live' },
  { path: '/echo' },
  { path: '/api/ws' },
]

/** How long all tries together may take, ms. */
const ALL_MS = 10_000

/** How many paths a sentence names. */
const MOST_NAMED = 5

/** Statuses that say that nothing is at a path. */
const NOTHING_HERE: readonly number[] = [404, 405, 410]

/** Statuses that another path does not change. */
const OTHER_REASONS: readonly number[] = [407, 429, 503]

const HEAD_ONLY: readonly Step[] = [{ do: 'send' }, { do: 'answer' }]

/**
 * True where another path may be the right one. A URL that names a path is only doubted where the answer says that nothing,
 * or an ordinary page, is there.
 */
function mayBeElsewhere({ control, target }: Findings): boolean {
  const status = statusOf(control)
  if (status !== null && (NOTHING_HERE.includes(status) || (status >= 200 && status < 300))) return true
  if (target.url.pathname !== '/' || (status !== null && OTHER_REASONS.includes(status))) return false
  return status !== 401 || answered(control, 'WWW-Authenticate').length === 0
}

/** True where other paths may be tried: on this machine, on a server of ours, and elsewhere with --probe. */
export function mayProbe({ target }: Findings, { probe = false }: Pick<RunOptions, 'probe'>): boolean {
  return probe || target.ours || isLoopback(target.connect?.host ?? target.url.hostname)
}

/** What Engine.IO answers to a handshake without its query. */
const ENGINE_IO = /Transport unknown|Unsupported protocol version/i

/**
 * The paths to try, in order: where another may be the right one, and the query of Engine.IO where the content of the
 * refusal, `content`, is its.
 */
export function pathsToTry(findings: Findings, content: string | null): readonly UsualPath[] {
  const { pathname, search } = findings.target.url
  const isEngine = content !== null && ENGINE_IO.test(content) && !search.includes('EIO=')
  const own = isEngine ? [{ path: `${pathname}?EIO=4&transport=websocket` }] : []
  return mayBeElsewhere(findings) ? [...own, ...USUAL_PATHS] : own
}

/** One try: a path with the query of the URL, and fields. */
interface Try {
  path: string
  fields: Readonly<Record<string, string>>
}

/** A path with the query of the URL after its own. */
function withQuery(path: string, { search }: URL): string {
  return path.includes('?') ? path + search.replace('?', '&') : path + search
}

/** What the tries found. */
interface Found {
  advice: Advice | null
  /** What was tried without success, a sentence; empty where nothing was tried. */
  tried: string
}

/** Tries the usual paths one after the other. */
class Search {
  private readonly findings: Findings
  private readonly session: Pick<Session, 'send' | 'options'>
  private readonly endMs = performance.now() + ALL_MS
  private readonly tried = new Set<string>()

  constructor(findings: Findings, session: Pick<Session, 'send' | 'options'>) {
    this.findings = findings
    this.session = session
  }

  async run(paths: readonly UsualPath[]): Promise<Found> {
    const { url } = this.findings.target
    let other: { path: string; answer: Observation } | null = null
    for (const { path, subprotocol } of paths) {
      if (path === `${url.pathname}${url.search}` && subprotocol === undefined) continue
      if (performance.now() > this.endMs || this.session.options.signal?.aborted) break
      const fields = subprotocol === undefined ? {} : { 'Sec-WebSocket-Protocol': subprotocol }
      const first = await this.send({ path, fields })
      const advice = await this.adviceOf({ path, fields }, first)
      if (advice !== null) return { advice, tried: '' }
      if (other === null && this.isOther(first)) other = { path, answer: first }
    }
    return this.withoutSuccess(other)
  }

  private async send({ path, fields }: Try): Promise<Observation> {
    this.tried.add(path)
    const target = withQuery(path, this.findings.target.url)
    const { observation } = await this.session.send({ send: { target, fields }, steps: HEAD_ONLY })
    return observation
  }

  /** The advice where a try, or the same with an Origin, is accepted. */
  private async adviceOf(attempt: Try, answer: Observation): Promise<Advice | null> {
    if (answer.opened) return this.accepted(attempt, answer)
    const { target } = this.findings
    if (target.origin !== undefined || !this.isOther(answer)) return null
    const withOrigin = { ...attempt, fields: { ...attempt.fields, Origin: ownOrigin(target) } }
    const second = await this.send(withOrigin)
    return second.opened ? this.accepted(withOrigin, second) : null
  }

  /** True where the answer at another path is a refusal of another kind than that at the path of the URL. */
  private isOther(answer: Observation): boolean {
    const status = statusOf(answer)
    const here = statusOf(this.findings.control)
    return status !== null && status >= 400 && status !== here && !NOTHING_HERE.includes(status)
  }

  private urlOf(path: string): string {
    const { url } = this.findings.target
    const [scheme = '', rest = ''] = maskUrl(url.href).split('://')
    return `${scheme}://${rest.split(/[/?]/, 1)[0]}${maskUrl(withQuery(path, url))}`
  }

  private accepted({ path, fields }: Try, answer: Observation): Advice {
    const { 'Sec-WebSocket-Protocol': offered, Origin: origin } = fields
    // A server that takes any offer and selects none needs none.
    const isSelected = offered !== undefined && sameName(selectedSubprotocol(answer) ?? '', offered)
    const flags = [
      ...(origin === undefined ? [] : ['--origin', origin]),
      ...(isSelected ? ['--subprotocol', offered] : []),
    ]
    const where = [
      ...(origin === undefined ? [] : ['has an Origin']),
      ...(isSelected ? [`offers the subprotocol ${offered}`] : []),
    ]
    const condition = where.length === 0 ? '' : ` where the handshake ${where.join(' and ')}`
    const url = this.urlOf(path)
    // The port of a server that wsspec started is another one the next time.
    const place = this.findings.target.ours ? `the path ${path}` : url
    return {
      looksLike: `It answers 101 at ${path}${condition}.`,
      help: `Use ${[place, ...flags].join(' ')}`,
      suggestion: { url, flags },
    }
  }

  private withoutSuccess(other: { path: string; answer: Observation } | null): Found {
    const paths = [...new Set([...this.tried].map((path) => path.replace(/\?.*/, '')))]
    const named = paths.slice(0, MOST_NAMED).join(', ')
    const tried = `None of ${paths.length} usual paths is accepted (${named}${paths.length > MOST_NAMED ? ' …' : ''}).`
    if (other === null) return { advice: null, tried }
    const url = this.urlOf(other.path)
    const answer = `${other.path} gets another answer than ${this.findings.target.url.pathname}: ${describe(other.answer)}.`
    const advice = { looksLike: `${tried} ${answer}`, help: `Is it at ${url}?`, suggestion: { url, flags: [] } }
    return { advice, tried: '' }
  }
}

/** Tries paths and their subprotocols, one connection at a time, for at most a few seconds. */
export function searchPaths(
  paths: readonly UsualPath[],
  findings: Findings,
  session: Pick<Session, 'send' | 'options'>,
): Promise<Found> {
  return new Search(findings, session).run(paths)
}
