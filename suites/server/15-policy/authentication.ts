import type { Case, Part } from '../../../harness/case/case'
import type { Check } from '../../../harness/case/check'
import { rfc6455, rfc9110, rfc9112 } from '../../../harness/case/clause'
import type { Edit, FieldEdit } from '../../../harness/case/edit'
import { unmetWords } from '../../../harness/case/needs'
import type { Vars } from '../../../harness/case/vars'
import { answered, statusOf } from '../../../harness/judge/answer'
import { onOpened, scoredIn } from '../../../harness/judge/checks'
import { accepted, anything, notUpgraded, observed } from '../../../harness/judge/expectations'
import { R } from '../../requirements'
import { servesNext } from '../parts/next-request'
import { challengeIn401 } from './parts/clauses'
import { SERVER_ERROR_WARNS } from './parts/server-error-warns'

/** The declared path that requires credentials; without one, the path of the target. */
function authPath({ profile, resource }: Vars): string {
  return profile.authPath ?? resource
}

/** A handshake for the protected path with this Authorization, and without cookies, because these may be credentials, too. */
function authorized(value: FieldEdit | null | ((vars: Vars) => FieldEdit | null)): Edit {
  return { target: authPath, fields: { Authorization: value, Cookie: null } }
}

/** The declared scheme and user with another password; for other schemes than Basic, with another token. */
function wrongCredentials({ profile, random }: Vars): string {
  const [scheme = 'Basic', token = ''] = (profile.credentials ?? '').split(' ')
  if (scheme.toLowerCase() !== 'basic' && scheme !== '') return `${scheme} ${random}`
  const [user = ''] = Buffer.from(token, 'base64').toString('latin1').split(':')
  return `Basic ${Buffer.from(`${user === '' ? 'wsspec' : user}:${random}`, 'latin1').toString('base64')}`
}

const withCredentials = authorized(({ profile }) => profile.credentials ?? null)

/** Skips where the profile declares no credentials. */
const declaresCredentials: Check = (_, { profile }) =>
  profile.credentials === undefined ? { verdict: 'skip', because: unmetWords('credentials') } : null

const CREDENTIALS = 'the credentials alone'

/** Skips where the declared credentials are not accepted on a new connection. */
const credentialsWork: Check = (_, { part }) => {
  const twin = part(CREDENTIALS)
  return twin?.opened ? null : scoredIn('15.02', 'the declared credentials are not accepted on a new connection')
}

/** 15.01: a 401 has WWW-Authenticate. */
const asksForCredentials: Check = (observation) => {
  const status = statusOf(observation)
  if (observation.opened)
    return { verdict: 'observed', because: 'the server required no credentials; 15.03 scores that' }
  if (status !== 401 || answered(observation, 'WWW-Authenticate').length > 0) return null
  return { verdict: 'fail', got: '401 without WWW-Authenticate', because: '' }
}

/** A 101 to wrong or missing credentials fails. */
const opensWithoutCredentials = onOpened(() => ({
  verdict: 'fail',
  because: '',
}))

/** A part with wrong or missing credentials. */
function unauthorized(name: string, send: Edit): Part {
  return { name, send, expect: notUpgraded({ rows: { '101': 'pass' }, checks: [opensWithoutCredentials] }) }
}

/** Cases on credentials and session cookies. */
export const authenticationCases: readonly Case[] = [
  {
    id: '15.01',
    level: 'MUST',
    title: 'A 401 response has WWW-Authenticate',
    source: [challengeIn401, rfc6455('4.2.2', 'step 2')],
    tests: [R.authenticationAllowed, R.requiredFieldIn401And405],
    needs: ['authPath'],
    parts: [
      {
        name: 'no credentials',
        send: authorized(null),
        expect: observed({
          says: '401 with WWW-Authenticate',
          rows: { '401': 'pass', '429': 'inconclusive', '503': 'inconclusive' },
          checks: [asksForCredentials],
        }),
      },
    ],
    why: 'Without the challenge a client does not know which credentials to send.',
  },
  {
    id: '15.02',
    level: 'INFO',
    title: 'Correct credentials for a protected path',
    source: [rfc6455('4.2.2', 'step 2'), rfc6455('10.5')],
    tests: [R.authenticationAllowed],
    needs: ['authPath'],
    parts: [{ name: 'as declared', send: withCredentials, expect: accepted({ checks: [declaresCredentials] }) }],
  },
  {
    id: '15.03',
    level: 'SECURITY',
    title: 'Wrong or missing credentials for a protected path',
    source: [
      rfc9110(
        '15.5.2',
        'what a request without valid credentials gets',
        'has not been applied because it lacks valid authentication credentials for the target resource',
      ),
      rfc6455('10.5'),
    ],
    tests: [R.authenticationAllowed],
    needs: ['authPath'],
    parts: [unauthorized('wrong', authorized(wrongCredentials)), unauthorized('none', authorized(null))],
    why: 'Many servers handle the handshake in other code than pages, and this code may not check the login.',
  },
  {
    id: '15.04',
    level: 'SHOULD',
    title: 'Credentials sent after a 401 on the same connection',
    source: [rfc9112('9.3', 'HTTP/1.1', 'the connection will persist after the current response')],
    tests: [R.keptConnectionServesNext],
    needs: ['authPath'],
    parts: [
      { name: CREDENTIALS, send: withCredentials },
      {
        name: 'no credentials, then those declared',
        send: authorized(null),
        steps: [
          { do: 'send' },
          { do: 'answer' },
          { do: 'unlessClosing' },
          { do: 'send', edit: withCredentials },
          { do: 'answer' },
          { do: 'alive' },
        ],
        expect: anything({
          says: '101 to the second handshake, or a close',
          rows: { '101': 'observed', silent: 'observed' },
          checks: [credentialsWork, servesNext('pass')],
        }),
      },
    ],
    why: 'Many clients first send a request without credentials, and then answer the challenge on the same connection.',
  },
  {
    id: '15.05',
    level: 'INFO',
    title: 'Protected path with and without the session cookie',
    source: [rfc6455('10.5')],
    tests: [R.authenticationAllowed],
    needs: ['authCookie'],
    parts: [
      {
        name: 'with the cookie',
        send: {
          target: authPath,
          fields: { Authorization: null, Cookie: ({ profile }) => profile.authCookie ?? null },
        },
        expect: accepted(),
      },
      {
        name: 'without it',
        send: authorized(null),
        expect: notUpgraded({ rows: { '101': 'observed', silent: 'observed' } }),
      },
    ],
  },
  {
    id: '15.06',
    level: 'INFO',
    title: 'Authorization on an unprotected path',
    source: [rfc6455('4.2.1', 'item 10')],
    tests: [R.unknownFieldsIgnored],
    parts: [
      {
        name: 'Basic eDp5',
        send: { fields: { Authorization: 'Basic eDp5' } },
        expect: observed(SERVER_ERROR_WARNS),
      },
    ],
  },
]
