import type { Case } from '../../../harness/case/case'
import type { Check } from '../../../harness/case/check'
import { rfc6455, rfc9110 } from '../../../harness/case/clause'
import { answered, statusOf } from '../../../harness/judge/answer'
import { observed } from '../../../harness/judge/expectations'
import { R } from '../../requirements'

/** A redirect has Location. Not for 300 and 304, which name no single target. */
const hasLocation: Check = (observation) => {
  const status = statusOf(observation) ?? 0
  if (![301, 302, 303, 307, 308].includes(status) || answered(observation, 'Location').length > 0) return null
  return {
    verdict: 'warn',
    got: `${status} without Location`,
    because: 'RFC 9110 15.4: the server SHOULD generate Location',
  }
}

/** The case on redirects. */
export const redirectCases: readonly Case[] = [
  {
    id: '15.07',
    level: 'MAY',
    title: 'A redirect (3xx) response has Location',
    source: [rfc6455('4.2.2', 'step 3: MAY redirect'), rfc9110('15.4', 'SHOULD generate Location'), rfc9110('10.2.2')],
    tests: [R.redirectAllowed],
    needs: ['redirectPath'],
    parts: [
      {
        name: 'the redirecting path',
        send: { target: ({ profile, resource }) => profile.redirectPath ?? resource },
        expect: observed({ says: 'a 3xx with Location', rows: { '3xx': 'pass' }, checks: [hasLocation] }),
      },
    ],
    why: 'Browsers do not follow redirects of a handshake; other clients do.',
  },
]
