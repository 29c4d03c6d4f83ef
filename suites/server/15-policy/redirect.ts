import type { Case } from '../../../harness/case/case'
import type { Check } from '../../../harness/case/check'
import { rfc6455, rfc9110 } from '../../../harness/case/clause'
import { answered, statusOf } from '../../../harness/judge/answer'
import { observed } from '../../../harness/judge/expectations'
import { R } from '../../requirements'
import { isRedirect } from './parts/location'

/** A redirect has Location. */
const hasLocation: Check = (observation) => {
  if (!isRedirect(observation) || answered(observation, 'Location').length > 0) return null
  return { verdict: 'warn', got: `${statusOf(observation)} without Location`, because: '' }
}

/** The case on redirects. */
export const redirectCases: readonly Case[] = [
  {
    id: '15.07',
    level: 'MAY',
    title: 'A redirect (3xx) response has Location',
    source: [
      rfc9110(
        '15.4.3',
        'on a 302, and in the sections around it on the others',
        'The server SHOULD generate a Location header field in the response',
      ),
      rfc6455('4.2.2', 'step 3', 'The server MAY redirect the client using a 3xx status code'),
      rfc9110('10.2.2'),
    ],
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
