import { rfc3986, rfc6455, rfc9110, rfc9112 } from '../../../harness/case/clause'
import type { ClientCase, ClientPart } from '../../../harness/case/client-case'
import type { ClientCheck } from '../../../harness/case/client-expectation'
import { firstRequestOf, requested } from '../../../harness/judge/client/attempt'
import { anyReaction, eitherWay } from '../../../harness/judge/client/client-expectations'
import { shownValues } from '../../../harness/judge/shown-text'
import { C } from '../../requirements/client'
import type { About } from '../parts/answers'
import { onRequest } from '../parts/given'

/** The number of ports: the last port is one less. */
const PORTS = 65_536

/** The case whose URLs have a host or port that no server has: their Host is that of no server either. */
export const IMPOSSIBLE = 'C0.43'

/** The port of `127.0.0.1:41234`. */
function portOf(host: string): number {
  return Number(host.split(':').at(-1))
}

/** The case about an IPv6 address in Host. */
export const BRACKETS: About = {
  id: 'C0.10',
  level: 'MUST',
  title: 'An IPv6 address keeps its brackets in Host',
  source: [rfc9112('3.2', 'Host is the authority of the target'), rfc3986('3.2.2', 'an IPv6 address is in brackets')],
  tests: [C.hostNamesAuthority],
}

/** The server listens on ::1 too, where this computer has it; a client that cannot reach it is not judged. */
const BRACKETS_PART: ClientPart = {
  name: BRACKETS.title,
  url: ({ page, path }) => `ws://[::1]:${portOf(page)}${path}`,
  expect: anyReaction({
    says: 'Host is the address in brackets, and the port',
    rows: { unasked: 'skip', unseen: 'skip' },
    checks: [
      onRequest((request) => {
        const hosts = requested(request, 'Host')
        const isRight = hosts.every((host) => /^\[[0-9a-f:]+\](:\d+)?$/i.test(host))
        return isRight ? null : { got: `Host: ${shownValues(hosts)}`, because: '' }
      }),
    ],
  }),
}

/** Whether Host has the default port, in words that do not depend on the address. */
const recordsPort: ClientCheck = (observation) => {
  const request = firstRequestOf(observation)
  if (request === null) return { verdict: 'skip', because: 'the client cannot reach port 80 of this computer' }
  const hasPort = requested(request, 'Host').some((host) => host.endsWith(':80'))
  return { verdict: 'observed', got: hasPort ? 'Host has ":80"' : 'Host has no port', because: '' }
}

/** The client gets a URL of the default port, and Host is recorded. */
function atDefaultPort(name: string, port: string): ClientPart {
  const expect = anyReaction({
    says: 'a free choice: recorded, not scored',
    rows: { unasked: 'skip', unseen: 'skip' },
    checks: [recordsPort],
  })
  return { name, url: ({ onDefaultPort, path }) => `ws://${onDefaultPort}${port}${path}`, expect }
}

/** A URL whose host or port no server has. No request is the usual outcome, and is recorded like any other. */
function impossible(name: string, url: ClientPart['url'], reached: string): ClientPart {
  const check: ClientCheck = (observation) =>
    firstRequestOf(observation) ? { verdict: 'observed', got: reached, because: '' } : null
  const expect = eitherWay({ rows: { unasked: 'observed', unseen: 'observed' }, checks: [check] })
  return { name, expect, ...(url ? { url } : {}) }
}

/** How a client uses the host and port of its URL. */
export const addressCases: readonly ClientCase[] = [
  {
    id: 'C0.09',
    role: 'client',
    level: 'INFO',
    title: 'Whether Host has the default port',
    source: [
      rfc6455('4.1', 'request item 4: the port where it is not the default'),
      rfc9112('3.2', 'Host is identical to the authority'),
      rfc9110('4.2.3', 'both are the same URI'),
    ],
    tests: [C.hostNamesAuthority],
    parts: [atDefaultPort('a URL without a port', ''), atDefaultPort('a URL with :80', ':80')],
  },
  { ...BRACKETS, role: 'client', parts: [BRACKETS_PART] },
  {
    id: IMPOSSIBLE,
    role: 'client',
    level: 'INFO',
    title: 'A URL with an impossible port, or without a host',
    source: [
      rfc3986('3.2.2', 'a host may be empty'),
      rfc3986('3.2.3', 'the grammar allows any digits'),
      rfc6455('4.1', 'step 1: an invalid component fails the connection'),
    ],
    tests: [C.addressIsPossible],
    parts: [
      impossible('port 0', ({ path }) => `ws://127.0.0.1:0${path}`, 'a request came to another port'),
      // A client that cuts the number to 16 bits connects to the server of the run.
      impossible(
        'a port above 65535',
        ({ page, path }) => `ws://127.0.0.1:${PORTS + portOf(page)}${path}`,
        'the port was taken modulo 65536',
      ),
      // Browsers skip empty authorities: the host in the path keeps them on this computer.
      impossible(
        'no host',
        ({ page, path }) => `ws:///${page}${path}`,
        'the first part of the path was taken as the host',
      ),
    ],
  },
]
