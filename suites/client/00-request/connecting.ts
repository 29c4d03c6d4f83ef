import { rfc6455, whatwg } from '../../../harness/case/clause'
import type { ClientCase, ClientPart } from '../../../harness/case/client-case'
import type { ClientCheck } from '../../../harness/case/client-expectation'
import type { Traffic } from '../../../harness/case/recording'
import { asked } from '../../../harness/judge/client/attempt'
import { anyReaction, contestedly } from '../../../harness/judge/client/client-expectations'
import { C } from '../../requirements/client'
import type { About } from '../parts/answers'

/** How many WebSockets are opened at once, and how long each waits for its answer, ms. */
const SOCKETS = 3
const LATE_MS = 1200

/** When the request came, ms. */
function cameMs({ received, endedMs }: Traffic): number {
  return received[0]?.atMs ?? endedMs
}

/** When the connection was open or had failed: with its answer, or with the end of the connection before. */
function settledMs({ sent, endedMs }: Traffic): number {
  return Math.min(sent[0]?.atMs ?? endedMs, endedMs)
}

/** Each request came after the one before it had its answer. */
function oneByOne(verdict: 'miss' | 'contested'): ClientCheck {
  return (observation) => {
    const all = asked(observation).map(({ recording }) => recording)
    const inOrder = all.toSorted((a, b) => cameMs(a) - cameMs(b))
    const early = inOrder.filter((each, at) => inOrder.slice(0, at).some((one) => settledMs(one) > cameMs(each)))
    if (early.length > 0) {
      const got = `${early.length} of ${all.length} requests came before the one before had its answer`
      return { verdict, got, because: '' }
    }
    if (all.length === SOCKETS) return null
    return { verdict: 'inconclusive', because: `${all.length} of ${SOCKETS} requests came` }
  }
}

/** Three WebSockets at once to one host and port, each answered late. */
function atOnce(about: About): ClientCase {
  const says = `the requests of ${SOCKETS} WebSockets come one after another, each after the answer to the one before`
  const expect = anyReaction({ says, checks: [oneByOne(about.contested ? 'contested' : 'miss')] })
  const part: ClientPart = {
    name: about.title,
    times: SOCKETS,
    steps: [{ do: 'pause', ms: LATE_MS }, { do: 'reply' }, { do: 'converse' }],
    lasts: (SOCKETS - 1) * LATE_MS,
    expect: about.contested ? contestedly(expect) : expect,
  }
  return { ...about, role: 'client', parts: [part] }
}

const serialised = rfc6455('4.1', 'step 2', 'There MUST be no more than one connection in a CONNECTING state.')

/** The rule about several connections at once, in both readings. */
export const connectingCases: readonly ClientCase[] = [
  atOnce({
    id: 'C0.36',
    level: 'MUST',
    title: 'One connection at a time is being opened to a host and port',
    source: [serialised],
    tests: [C.serialisesHandshakes],
    needs: ['rfc', 'together'],
    contested: {
      strict:
        'RFC 6455 4.1 step 2: the client waits until its other connection to this address and port is open or has failed',
      lenient:
        'RFC 6455 4.1 gives scripts of web pages as the reason, and each connection of a library may be a client of its own',
    },
  }),
  atOnce({
    id: 'C0.50',
    level: 'MUST',
    title: 'A browser opens one WebSocket at a time to a host and port',
    source: [whatwg('2.1', 'it takes steps 2 to 5 of RFC 6455 4.1'), serialised],
    tests: [C.serialisesHandshakes],
    needs: ['whatwg', 'together'],
  }),
]
