import { rfc3986, rfc6455, rfc9110, rfc9112 } from '../../../harness/case/clause'
import type { ClientCase } from '../../../harness/case/client-case'
import { isFinding } from '../../../harness/case/verdicts'
import { asked, firstRequestOf, requested } from '../../../harness/judge/client/attempt'
import { shown, shownValues } from '../../../harness/judge/shown-text'
import { listMembers } from '../../../harness/wire/http1/fields'
import { originForm } from '../../../harness/wire/http1/request-head'
import { C } from '../../requirements/client'
import { everyAttempt } from '../parts/every-request'
import { given, onRequest } from '../parts/given'
import { BRACKETS, IMPOSSIBLE } from './addresses'
import { badTokens } from './fields'

const item = (number: number, quote = '') => rfc6455('4.1', `request item ${number}`, quote)

/** The path and query that the URL of a place has. */
const ASKED = '?a=1&b=%2F'

/**
 * The cases whose Host others judge, or nobody: C0.10 an IPv6 address, which has several forms; C0.12 userinfo, which C2.37
 * has too; a port that does not exist is no server's.
 */
const OTHERS: readonly string[] = [BRACKETS.id, IMPOSSIBLE, 'C2.37']

/** The subprotocols of the case about their order. */
const GIVEN: readonly string[] = ['chat', 'superchat']

/** The requirements on the request-target, Host and what the caller gives. */
export const targetCases: readonly ClientCase[] = [
  given(
    {
      id: 'C0.03',
      level: 'MUST',
      title: 'The request-target is the resource name',
      source: [item(3), rfc6455('3', 'the resource name')],
      tests: [C.targetIsResourceName],
    },
    { url: ({ base, path }) => `${base}${path}/x${ASKED}` },
    'the path and query of the URL, or an absolute http or https URI with them',
    onRequest(({ target }) =>
      originForm(target).endsWith(`/x${ASKED}`) && originForm(target).startsWith('/c/')
        ? null
        : { got: `the target ${shown(target)}`, because: '' },
    ),
  ),
  given(
    {
      id: 'C0.04',
      level: 'MUST',
      title: 'An empty path becomes /, and the query is kept',
      source: [rfc6455('3', 'the resource name'), item(3), rfc9112('3.2.1', 'origin-form')],
      tests: [C.targetIsResourceName],
    },
    { url: ({ base, path }) => `${base}?at=${path}` },
    'a target that begins with /? and keeps the query',
    onRequest(({ target }) =>
      originForm(target).startsWith('/?at=') ? null : { got: `the target ${shown(target)}`, because: '' },
    ),
  ),
  given(
    {
      id: 'C0.05',
      level: 'MUST',
      title: 'A fragment is not sent',
      source: [rfc6455('3', 'no fragment'), rfc9110('7.1', 'the target has no fragment')],
      tests: [C.targetIsResourceName],
    },
    { url: ({ base, path }) => `${base}${path}#part`, mayRefuse: true },
    'no request, or a target without the fragment',
    onRequest(({ target }) => (/#|part/.test(target) ? { got: `the target ${shown(target)}`, because: '' } : null)),
  ),
  everyAttempt(
    {
      id: 'C0.08',
      level: 'MUST',
      title: 'Host has the port that is not the default',
      source: [rfc9112('3.2', 'Host is the authority of the target'), item(4)],
      tests: [C.hostNamesAuthority],
    },
    'Host is the host and port of the URL',
    {
      all: (evidence, _, verdictOf) => {
        const own = evidence.filter(({ from }) => !OTHERS.includes(from) && !isFinding(verdictOf(from) ?? 'pass'))
        const wrong = own.filter(({ observation, vars }) => {
          // After a redirect the values are those of another request.
          const request = asked(observation).length === 1 ? firstRequestOf(observation) : null
          const [host, ...more] = request ? requested(request, 'Host') : []
          if (vars === null || host === undefined || more.length > 0) return false
          // C0.09 records whether the default port is there.
          return ![host, `${host}:80`].includes(vars.host)
        })
        const [first] = wrong
        const request = first ? firstRequestOf(first.observation) : null
        return request
          ? { verdict: 'miss', got: `Host: ${shownValues(requested(request, 'Host'))}`, because: '', shownBy: wrong }
          : null
      },
    },
  ),
  given(
    {
      id: 'C0.12',
      level: 'MUST',
      title: 'Userinfo is in neither Host nor target',
      source: [rfc9112('3.2', 'Host has no userinfo'), rfc6455('3', 'the grammar has no userinfo')],
      tests: [C.hostNamesAuthority],
    },
    { url: ({ host, path }) => `ws://user:pw@${host}${path}`, mayRefuse: true },
    'no request, or a Host and target without userinfo',
    onRequest((request) => {
      const hosts = requested(request, 'Host')
      const leaks = [...hosts, request.target].filter((text) => /user|pw|@/.test(text))
      return leaks.length > 0 ? { got: `userinfo in ${shownValues(leaks)}`, because: '' } : null
    }),
  ),
  given(
    {
      id: 'C0.23',
      level: 'MUST',
      title: 'Subprotocols are offered in the given order',
      source: [item(10), rfc6455('11.3.4', 'several lines are one list')],
      tests: [C.protocolsAreTokens],
    },
    { protocols: GIVEN },
    'Sec-WebSocket-Protocol lists chat, then superchat, or is absent; names of the client itself may be there too',
    onRequest((request) => {
      const offered = listMembers(requested(request, 'Sec-WebSocket-Protocol'))
      const bad = badTokens(requested(request, 'Sec-WebSocket-Protocol'))
      // A library with a subprotocol of its own offers that too.
      const asGiven = offered.filter((name) => GIVEN.includes(name))
      // Request item 10 is a MAY: some libraries offer none.
      if (asGiven.length === 0 && bad.length === 0)
        return { verdict: 'skip', because: 'the client offers no subprotocol that it is given' }
      const isRight = asGiven.join() === GIVEN.join() && bad.length === 0
      return isRight ? null : { got: `Sec-WebSocket-Protocol: ${shownValues(offered)}`, because: '' }
    }),
  ),
  given(
    {
      id: 'C0.46',
      level: 'MUST',
      title: 'An encoded space in the path is sent as it is',
      source: [item(3), rfc3986('2.4', 'nothing is encoded twice')],
      tests: [C.targetIsResourceName],
    },
    { url: ({ base, path }) => `${base}${path}/a%20b` },
    'a target with /a%20b',
    onRequest(({ target }) => (target.endsWith('/a%20b') ? null : { got: `the target ${shown(target)}`, because: '' })),
  ),
]
