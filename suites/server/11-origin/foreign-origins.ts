import type { Case } from '../../../harness/case/case'
import type { Check, Finding } from '../../../harness/case/check'
import type { Evidence } from '../../../harness/case/derived'
import { statusOf } from '../../../harness/judge/answer'
import { provesNothing, scoredIn } from '../../../harness/judge/checks'
import { describe } from '../../../harness/judge/describe'
import { R } from '../../requirements'
import { noPongAfterRefusal, PING_AFTER_REFUSAL } from '../parts/no-pong'
import { refusesOrigin, refusesWith403, verifiesOrigin } from './parts/clauses'
import { deniedOrigin, fromOrigin } from './parts/origins'
import { AND_CLOSE_AT_ONCE, isLetIn, refusedByPolicy } from './parts/policy'

/** Records the risk of a 101 to a foreign origin where no policy is declared. */
const recordsHijackingRisk: Check = (observation, { profile }) =>
  observation.opened && profile.deniedOrigin === undefined
    ? {
        verdict: 'observed',
        because:
          'any web page can open this WebSocket with the cookies of its visitors (cross-site WebSocket hijacking), unless the application requires more than cookies',
      }
    : null

const byPolicy = refusedByPolicy('miss')

/** 11.04: the status with which 11.03 was refused is 403. */
function refusalStatus(evidence: readonly Evidence[]): (Finding & { shownBy: Evidence[] }) | null {
  const [item] = evidence
  if (!item) return null
  const { observation } = item
  const got = describe(observation)
  const shownBy = [item]
  const status = statusOf(observation)
  if (status === 403) return null
  if (provesNothing(observation))
    return {
      verdict: 'inconclusive',
      got,
      because: 'the answer is about load or the network, not about the origin',
      shownBy,
    }
  if (isLetIn(observation)) return { ...scoredIn('11.03', 'the denied origin was not refused'), shownBy }
  if (status !== null && status < 400 && !observation.opened) return { verdict: 'observed', got, because: '', shownBy }
  return { verdict: 'miss', got, because: '', shownBy }
}

/** Cases on the refusal of a foreign origin. */
export const foreignOriginCases: readonly Case[] = [
  {
    id: '11.03',
    level: 'SHOULD',
    title: 'Origin is a foreign origin',
    source: [verifiesOrigin, refusesOrigin],
    tests: [R.originRefusalIsHttpError, R.foreignOriginRefused],
    parts: [
      {
        name: 'a foreign origin',
        send: fromOrigin(deniedOrigin),
        steps: AND_CLOSE_AT_ONCE,
        expect: { ...byPolicy, checks: [...byPolicy.checks, recordsHijackingRisk] },
      },
    ],
    why: 'Browsers let any page open a WebSocket and send the cookies of its visitor. Only the server can refuse foreign pages.',
  },
  {
    id: '11.04',
    level: 'SHOULD',
    title: 'The status for a refused Origin is 403',
    source: [refusesWith403, refusesOrigin],
    tests: [R.originRefusalIsHttpError, R.foreignOriginRefused],
    needs: ['deniedOrigin'],
    derived: {
      says: '403 for the refused origin',
      of: (_, from) => from === '11.03',
      all: refusalStatus,
      from: ['11.03'],
      absent: 'no foreign origin was sent',
    },
    why: 'A script sees only close code 1006 for any refusal. The status helps the person who debugs it.',
  },
  {
    id: '11.15',
    level: 'MUST',
    title: 'Ping after the Origin was refused',
    source: [refusesOrigin],
    tests: [R.originRefusalIsHttpError, R.only101OpensWebsocket],
    needs: ['deniedOrigin'],
    parts: [
      {
        name: 'a Ping after the refusal',
        send: fromOrigin(deniedOrigin),
        steps: PING_AFTER_REFUSAL,
        expect: noPongAfterRefusal('a refusal, a close or silence, and no Pong', '11.03'),
      },
    ],
    why: 'A server that still reads frames after its 403 receives data from the page that it refused.',
  },
]
