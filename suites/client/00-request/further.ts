import { rfc6455 } from '../../../harness/case/clause'
import type { ClientCase, ClientEvidence } from '../../../harness/case/client-case'
import type { ClientContext } from '../../../harness/case/client-expectation'
import type { ClientObservation } from '../../../harness/case/client-observation'
import { requested } from '../../../harness/judge/client/attempt'
import { shown, shownValues } from '../../../harness/judge/shown-text'
import { originForm } from '../../../harness/wire/http1/request-head'
import { OPCODE } from '../../../harness/wire/websocket/frame'
import { C } from '../../requirements/client'
import { everyAttempt } from '../parts/every-request'
import { type Followed, followed, inOrder, REPEATED, statusOf } from '../parts/followed'
import { fieldCases } from './fields'
import { messageCases } from './message'

const item = (number: number, quote = '') => rfc6455('4.1', `request item ${number}`, quote)

/** The cases with redirects that a client may follow. */
const REDIRECTS: readonly string[] = ['C2.03', 'C2.04', 'C2.05', 'C2.06', 'C2.07']

const KEY = 'Sec-WebSocket-Key'

/** The first key of an attempt that came with two requests; `apart` where they were on two connections. */
function repeatedKey(observation: ClientObservation): { apart: boolean } | null {
  const all = inOrder(observation)
  for (const [at, { request, connection }] of all.entries()) {
    const [key = ''] = requested(request, KEY)
    const before = all.slice(0, at).find((each) => key !== '' && requested(each.request, KEY)[0] === key)
    if (before) return { apart: before.connection !== connection }
  }
  return null
}

const freshKey: ClientCase = everyAttempt(
  {
    id: 'C0.18',
    level: 'MUST',
    title: 'A further handshake has a fresh key',
    source: [item(7, 'The nonce MUST be selected randomly for each connection')],
    tests: [C.keyIsFreshAgain],
    contested: {
      strict:
        'RFC 6455 4.1 request item 7: the nonce is selected for each connection, and this is another TCP connection',
      lenient: 'an attempt to establish one WebSocket connection goes on after a redirect, or with credentials',
    },
  },
  'another key on each further TCP connection of an attempt',
  {
    of: (observation) => inOrder(observation).length > 1,
    absent: 'the client sent no further handshake',
    from: REDIRECTS,
    each: (observation) => {
      const found = repeatedKey(observation)
      if (found === null) return null
      const got = `the same key again on ${found.apart ? 'another' : 'the same'} connection`
      return { verdict: found.apart ? 'contested' : 'observed', got, because: '' }
    },
  },
)

/** The fewest masking keys, and the fewest attempts they come from, before a repeated key proves anything. */
const ENOUGH = { keys: 8, attempts: 4 }

/** One repeated key may be chance: it happens in one of some thousand runs with some thousand frames. */
const CHANCE = 1

/** The masking keys of an attempt, as far as what it sent is whole frames. */
function maskKeys({ observation }: ClientEvidence): string[] {
  const links = observation.exchanges.flatMap(({ link }) => (link && link.fault === null ? [link] : []))
  return links.flatMap(({ frames }) => frames.flatMap(({ maskKey }) => maskKey?.toString('hex') ?? []))
}

const freshMasks: ClientCase = everyAttempt(
  {
    id: 'C0.38',
    level: 'MUST',
    title: 'Masking keys do not repeat',
    source: [
      rfc6455('5.3', '', 'the client MUST pick a fresh masking key from the set of allowed 32-bit values'),
      rfc6455('5.3', '', 'the masking key MUST be derived from a strong source of entropy'),
    ],
    tests: [C.maskIsFresh],
  },
  'another masking key in each frame, also of another process',
  {
    from: ['C1.02', 'C1.03', 'C1.04', 'C1.06'],
    all: (evidence) => {
      const keys = evidence.map(maskKeys).filter(({ length }) => length > 0)
      const all = keys.flat()
      if (all.length < ENOUGH.keys || keys.length < ENOUGH.attempts)
        return { verdict: 'skip', because: 'the client sent too few frames to compare their masking keys' }
      const different = new Set(all).size
      if (all.length - different <= CHANCE) return null
      const twice = all.find((key, at) => all.indexOf(key) < at) ?? ''
      const count = different === 1 ? 'one masking key' : `${different} different masking keys`
      const got = `${count} in ${all.length} frames: ${twice} more than once`
      return { verdict: 'miss', got, because: '', shownBy: evidence.filter((each) => maskKeys(each).includes(twice)) }
    },
  },
)

/** A reconnection within this time did not wait, ms. */
const AT_ONCE_MS = 20
/** Delays count as equal up to this factor. */
const ALIKE = 1.1
/** How much earlier than the end of a connection, as wsspec sees it, the next may begin, ms. */
const OVERLAP_MS = 50

/** How long a client that connects again by itself waited each time, ms; none where it had another reason for its requests. */
function delaysOf(observation: ClientObservation): number[] {
  const all = inOrder(observation)
  const delays = all.slice(1).map((next, at) => {
    const before = all[at]
    if (before === undefined || before.connection === next.connection) return Number.NaN
    // After a redirect or a challenge the next request is a part of the same handshake.
    if (/^(3..|401|407)$/.test(String(statusOf(before)))) return Number.NaN
    // RFC 6455 7.2.3 is about connections that end abnormally: after a Close another WebSocket is no reconnection.
    if (before.link?.frames.some(({ opcode }) => opcode === OPCODE.close)) return Number.NaN
    const delay = (next.recording.originMs ?? 0) - before.recording.endedMs
    return delay < -OVERLAP_MS ? Number.NaN : Math.max(0, delay)
  })
  return delays.some(Number.isNaN) ? [] : delays
}

const backOff: ClientCase = everyAttempt(
  {
    id: 'C0.39',
    level: 'SHOULD',
    title: 'A client that reconnects by itself waits longer each time',
    source: [
      rfc6455('7.2.3', '', 'The first reconnect attempt SHOULD be delayed by a random amount of time'),
      rfc6455('7.2.3', '', 'subsequent reconnect attempts SHOULD be delayed by increasingly longer amounts of time'),
    ],
    tests: [C.reconnectsBackOff],
  },
  'a delay before the first further connection, and longer ones before the next',
  {
    // Two reconnections in a row: one alone may be the retry of an HTTP library (RFC 9110 9.2.2).
    of: (observation) => delaysOf(observation).length > 1,
    absent: 'the client did not reconnect by itself',
    from: ['C2.13'],
    each: (observation) => {
      const delays = delaysOf(observation)
      const [first = 0, ...later] = delays
      const isAtOnce = delays.every((delay) => delay < AT_ONCE_MS)
      const isConstant = later.length > 1 && Math.max(...later) <= first * ALIKE
      if (!isAtOnce && !isConstant) return null
      const got = `${delays.length} reconnections after ${delays.map((delay) => Math.round(delay)).join(', ')} ms`
      return { verdict: 'miss', got, because: '' }
    },
  },
)

const proxy: ClientCase = everyAttempt(
  {
    id: 'C0.44',
    level: 'SHOULD',
    title: 'A configured HTTP proxy is asked for a tunnel',
    source: [
      rfc6455('4.1', 'step 3', 'then the client SHOULD connect to that proxy and ask it to open a TCP connection'),
    ],
    tests: [C.proxyAskedForTunnel],
  },
  'the proxy gets CONNECT with the host and port of the URL, and no field of the handshake',
  { of: () => false, each: () => null, absent: 'a driver has no setting for a proxy' },
)

/** What is wrong with a request after a redirect; null where nothing is. `first` is the first request of the attempt. */
function followedFault(
  observation: ClientObservation,
  { exchange, url }: Followed,
  context: ClientContext,
): string | null {
  const [first] = inOrder(observation)
  if (first === undefined) return null
  for (const { id, derived } of [...messageCases, ...fieldCases]) {
    const find = (one: typeof exchange) => derived?.each?.({ ...observation, exchanges: [one] }, context) ?? null
    const found = REPEATED.includes(id) ? find(exchange) : null
    if (found !== null && find(first) === null) return found.got ?? id
  }
  if (url === null) return null
  const { request } = exchange
  if (originForm(request.target) !== url.pathname + url.search) return `the target ${shown(request.target)}`
  const hosts = requested(request, 'Host')
  // C0.08 scores a client that leaves the port out.
  const isScored = !requested(first.request, 'Host').join().includes(':')
  return hosts.join().toLowerCase() === url.host || isScored ? null : `Host: ${shownValues(hosts)}`
}

const wholeHandshake: ClientCase = everyAttempt(
  {
    id: 'C0.52',
    level: 'MUST',
    title: 'After a redirect the whole handshake is repeated',
    source: [
      rfc6455('4.1', 'after step 5', 'the client MUST send an opening handshake to the server'),
      rfc6455('4.1', 'request items 1 to 9'),
    ],
    tests: [C.redirectRepeatsHandshake],
  },
  'a request that meets C0.01 to C0.19 again, for the URL of the redirect',
  {
    of: (observation) => followed(observation).length > 0,
    absent: 'the client follows no redirect',
    from: REDIRECTS,
    each: (observation, context) => {
      const faults = followed(observation).map((one) => followedFault(observation, one, context))
      const found = faults.find((fault) => fault !== null)
      return found ? { verdict: 'miss', got: `after a redirect: ${found}`, because: '' } : null
    },
  },
)

/** The requirements that several requests or frames of a client show together. */
export const furtherCases: readonly ClientCase[] = [freshKey, freshMasks, backOff, proxy, wholeHandshake]
