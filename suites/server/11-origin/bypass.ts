import type { Case } from '../../../harness/case/case'
import type { Check, RowVerdict } from '../../../harness/case/check'
import { rfc6454, rfc6455 } from '../../../harness/case/clause'
import type { Expectation } from '../../../harness/case/expectation'
import { statusOf } from '../../../harness/judge/answer'
import { REFUSED_WITHOUT_STATUS } from '../../../harness/judge/expectations'
import { outcomesOf } from '../../../harness/judge/outcome'
import { R } from '../../requirements'
import { reasonOf } from '../parts/reason'
import { dataIsValidated, statusForInvalidData, verifiesOrigin } from './parts/clauses'
import { allowedOrigin, changedAllowed, deniedOrigin } from './parts/origins'
import { AND_CLOSE_AT_ONCE, DENIED, deniedTwinAnd, freeChoice, mustRefuse, refusedByPolicy } from './parts/policy'

/** 11.05: null must be refused, unless the profile declares it to be allowed. */
function nullByPolicy(): Expectation {
  const expect = refusedByPolicy('fail')
  const listed: Check = (_, { profile }) =>
    profile.allowedOrigin === 'null' ? { verdict: 'skip', because: 'the profile declares that null is allowed' } : null
  return { ...expect, checks: [...expect.checks, listed] }
}

/** No server error (5xx but 503) in answer to a malformed Origin, with a policy or without. A dropped connection warns. */
const noServerError: Check = (observation) => {
  const status = statusOf(observation) ?? 0
  if (status >= 500 && status !== 503)
    return { verdict: 'fail', because: reasonOf(dataIsValidated, 'a server error shows that it was not') }
  return outcomesOf(observation, []).includes('dropped')
    ? { verdict: 'warn', because: reasonOf(statusForInvalidData), blame: REFUSED_WITHOUT_STATUS }
    : null
}

function malformedOrigin(on101: RowVerdict): Expectation {
  const expect = refusedByPolicy(on101, { '5xx': 'pass', '503': 'inconclusive' })
  return { ...expect, says: `${expect.says}; no 5xx`, checks: [...expect.checks, noServerError] }
}

/** Cases on values of Origin that can bypass the policy of a server. */
export const bypassCases: readonly Case[] = [
  {
    id: '11.05',
    level: 'SECURITY',
    title: 'Origin is null',
    source: [verifiesOrigin, rfc6454('6.1'), rfc6454('7.1')],
    tests: [R.originPolicyNotBypassed],
    parts: deniedTwinAnd([['null', 'null', nullByPolicy()]]),
    why: 'Browsers send null from a sandboxed iframe or a data: URL, and any attacker can make those.',
  },
  {
    id: '11.06',
    level: 'SECURITY',
    title: 'Origin is malformed',
    source: [dataIsValidated, rfc6455('10.1', '', 'a server should not trust that any input is valid')],
    tests: [R.noInputTrusted],
    parts: deniedTwinAnd([
      [':::not an origin', ':::not an origin', malformedOrigin('fail')],
      ['empty', '', malformedOrigin('warn')],
      ['http://', 'http://', malformedOrigin('fail')],
      ['8 KB', `http://${'a'.repeat(8192 - 'http://.example'.length)}.example`, malformedOrigin('fail')],
    ]),
    why: 'Several frameworks pass Origin to a URL parser that throws an error for such a value.',
  },
  {
    id: '11.07',
    level: 'SECURITY',
    title: 'Two Origin field lines',
    source: [
      verifiesOrigin,
      rfc6454(
        '7.3',
        'it binds the user agent',
        'The user agent MUST NOT include more than one Origin header field in any HTTP request.',
      ),
    ],
    tests: [R.originPolicyNotBypassed],
    needs: ['allowedOrigin'],
    parts: deniedTwinAnd([
      ['allowed, then denied', (vars) => [allowedOrigin(vars), deniedOrigin(vars)], refusedByPolicy('warn')],
      ['denied, then allowed', (vars) => [deniedOrigin(vars), allowedOrigin(vars)], refusedByPolicy('warn')],
    ]),
    why: 'A browser sends one field line, but an intermediary may add another. Servers differ in which one they check.',
  },
  {
    id: '11.08',
    level: 'SECURITY',
    title: 'Origin is a space-separated list of two origins',
    source: [
      verifiesOrigin,
      rfc6454('7.1', 'a list is valid', 'origin-list = serialized-origin *( SP serialized-origin )'),
    ],
    tests: [R.originPolicyNotBypassed],
    needs: ['allowedOrigin'],
    parts: deniedTwinAnd([
      ['allowed denied', (vars) => `${allowedOrigin(vars)} ${deniedOrigin(vars)}`, refusedByPolicy('warn')],
    ]),
    why: 'RFC 6454 allows a list, but browsers send one origin. A server that searches the value for an allowed origin accepts this list.',
  },
  {
    id: '11.09',
    level: 'SECURITY',
    title: 'Origin is similar to an allowed origin',
    source: [verifiesOrigin],
    tests: [R.noInputTrusted],
    needs: ['allowedOrigin'],
    parts: deniedTwinAnd([
      [
        'a: HOST.evil.example',
        changedAllowed(({ hostname }) => ({ hostname: `${hostname}.evil.example` })),
        mustRefuse(),
      ],
      ['b: evilHOST', changedAllowed(({ hostname }) => ({ hostname: `evil${hostname}` })), mustRefuse()],
      [
        'c: another port',
        changedAllowed(({ port }) => ({ port: port === '4242' ? '4243' : '4242' })),
        refusedByPolicy('warn'),
      ],
      [
        'd: another scheme',
        changedAllowed(({ scheme }) => ({ scheme: scheme === 'https' ? 'http' : 'https' })),
        freeChoice(),
      ],
      [
        'e: HOST@evil.example',
        changedAllowed(({ hostname }) => ({ hostname: `${hostname}@evil.example`, port: '' })),
        freeChoice(),
      ],
      ['f: with a path', (vars) => `${allowedOrigin(vars)}/path`, freeChoice()],
      ['g: with %00.evil.example', (vars) => `${allowedOrigin(vars)}%00.evil.example`, freeChoice()],
    ]),
    why: 'A server that compares with startsWith or endsWith accepts any origin that starts or ends with the allowed one.',
  },
  {
    id: '11.11',
    level: 'SECURITY',
    title: 'Denied Origin, with an allowed Sec-WebSocket-Origin',
    source: [verifiesOrigin, rfc6455('4.2.1', 'item 7')],
    tests: [R.originPolicyNotBypassed],
    needs: ['allowedOrigin', 'deniedOrigin'],
    parts: [
      DENIED,
      {
        name: 'the denied origin, the allowed one in Sec-WebSocket-Origin',
        send: { fields: { Origin: deniedOrigin, 'Sec-WebSocket-Origin': allowedOrigin } },
        steps: AND_CLOSE_AT_ONCE,
        expect: refusedByPolicy('fail'),
      },
    ],
    why: 'Drafts up to version 8 used Sec-WebSocket-Origin. A server that still reads it first ignores the real origin.',
  },
]
