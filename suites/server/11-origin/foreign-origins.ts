import type { Case, Evidence } from '../../../harness/case/case'
import { rfc6455 } from '../../../harness/case/clause'
import type { Check, Finding } from '../../../harness/case/expectation'
import { statusOf } from '../../../harness/judge/answer'
import { provesNothing } from '../../../harness/judge/checks'
import { describe } from '../../../harness/judge/outcome'
import { R } from '../../requirements'
import { noPongAfterRefusal, PING_AFTER_REFUSAL } from '../parts/no-pong'
import { deniedOrigin, fromOrigin } from './parts/origins'
import { AND_CLOSE_AT_ONCE, isLetIn, refusedByPolicy } from './parts/policy'

const DOES_NOT_ACCEPT = '/origin/: if it does not wish to accept'

const recordsHijackingRisk: Check = (observation, { profile }) =>
  observation.opened && profile.deniedOrigin === undefined
    ? {
        verdict: 'observed',
        because:
          "any web page can open this WebSocket with its visitor's cookies (cross-site WebSocket hijacking), unless the application asks for more",
      }
    : null

/** 11.04: how the denied origin of 11.03 was refused. */
function refusalStatus(evidence: readonly Evidence[]): (Finding & { shownBy: Evidence[] }) | null {
  const [item] = evidence
  if (!item) return null
  const { observation } = item
  const got = describe(observation)
  const shownBy = [item]
  const status = statusOf(observation)
  if (status === 403) return null
  if (provesNothing(observation))
    return { verdict: 'inconclusive', got, because: 'load or the network, not the origin', shownBy }
  if (isLetIn(observation))
    return { verdict: 'skip', because: 'the denied origin was not refused, which is scored in 11.03', shownBy }
  if (status !== null && status < 400 && !observation.opened) return { verdict: 'observed', got, because: '', shownBy }
  return { verdict: 'miss', got, because: 'RFC 6455 10.2: it SHOULD respond with 403 Forbidden', shownBy }
}

/** Cases on how a foreign origin is refused. */
export const foreignOriginCases: readonly Case[] = [
  {
    id: '11.03',
    level: 'SHOULD',
    title: 'Origin is a foreign origin',
    source: [rfc6455('10.2'), rfc6455('4.2.2', DOES_NOT_ACCEPT)],
    tests: [R.originRefusalIsHttpError, R.foreignOriginRefused],
    parts: [
      {
        name: 'a foreign origin',
        send: fromOrigin(deniedOrigin),
        steps: AND_CLOSE_AT_ONCE,
        expect: ((expect) => ({ ...expect, checks: [...expect.checks, recordsHijackingRisk] }))(
          refusedByPolicy('miss'),
        ),
      },
    ],
    why: 'Browsers send cookies with a handshake from any page, and no same-origin rule stops it. Not to look is legal; to look and not to act is not what was meant.',
  },
  {
    id: '11.04',
    level: 'SHOULD',
    title: 'The status for a refused Origin is 403',
    source: [
      rfc6455('10.2', 'SHOULD respond with 403'),
      rfc6455('4.2.2', DOES_NOT_ACCEPT),
      rfc6455('10.7', 'MAY drop'),
    ],
    tests: [R.originRefusalIsHttpError, R.foreignOriginRefused],
    needs: ['deniedOrigin'],
    derived: {
      says: '403 to the origin that is refused',
      of: (_, from) => from === '11.03',
      all: refusalStatus,
      from: ['11.03'],
      absent: 'no foreign origin was sent',
    },
    why: 'A browser tells a script nothing but code 1006 for any of them; the status is for the person who looks into it.',
  },
  {
    id: '11.15',
    level: 'MUST',
    title: 'Ping after the Origin was refused',
    source: [rfc6455('4.2.2', '/origin/: abort the handshake')],
    tests: [R.originRefusalIsHttpError, R.only101OpensWebsocket],
    needs: ['deniedOrigin'],
    parts: [
      {
        name: 'a Ping behind the refusal',
        send: fromOrigin(deniedOrigin),
        steps: PING_AFTER_REFUSAL,
        expect: noPongAfterRefusal('an HTTP error, a close or silence, and no Pong', '11.03'),
      },
    ],
    why: 'Where the 403 is written and the frames are read on, what the page sends still arrives.',
  },
]
