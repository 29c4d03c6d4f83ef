import type { Case, Part, Suite } from '../../../harness/case/case'
import { rfc6455, rfc9110, rfc9112 } from '../../../harness/case/clause'
import type { Check } from '../../../harness/case/expectation'
import type { Edit, FieldEdit, Vars } from '../../../harness/case/request'
import { answered, statusOf } from '../../../harness/judge/answer'
import { onSwitch } from '../../../harness/judge/checks'
import { accepted, anything, notUpgraded, observed } from '../../../harness/judge/expectations'
import { R } from '../../requirements'
import { addingCookies } from '../parts/cookies'
import { servesNext } from '../parts/next-request'
import { PLAIN_GET } from '../parts/plain-get'
import {
  asksForWebSocket,
  BROKEN,
  endsHttp,
  ignoresUpgrade,
  noServerError,
  nothingBehind,
  UNDER_LOAD,
  underLoad,
} from './derived'
import { noMarkup, REFLECTED } from './reflection'

function authPath({ profile, resource }: Vars): string {
  return profile.authPath ?? resource
}

/** A handshake for the protected path with this Authorization, and without cookies, which may be credentials too. */
function authorized(value: FieldEdit | null | ((vars: Vars) => FieldEdit | null)): Edit {
  return { target: authPath, fields: { Authorization: value, Cookie: null } }
}

/** The same scheme and user with another password; another token where it is no Basic. */
function wrong({ profile, random }: Vars): string {
  const [scheme = 'Basic', token = ''] = (profile.credentials ?? '').split(' ')
  if (scheme.toLowerCase() !== 'basic' && scheme !== '') return `${scheme} ${random}`
  const [user = ''] = Buffer.from(token, 'base64').toString('latin1').split(':')
  return `Basic ${Buffer.from(`${user === '' ? 'wsspec' : user}:${random}`, 'latin1').toString('base64')}`
}

const withCredentials = authorized(({ profile }) => profile.credentials ?? null)

const declaresCredentials: Check = (_, { profile }) =>
  profile.credentials === undefined
    ? { verdict: 'skip', because: 'needs the profile to declare credentials: the Authorization that authPath accepts' }
    : null

const CREDENTIALS = 'the credentials alone'

const credentialsWork: Check = (_, { part }) => {
  const twin = part(CREDENTIALS)
  return twin && statusOf(twin) === 101
    ? null
    : { verdict: 'skip', because: 'the declared credentials are not accepted on a connection of their own: 15.02' }
}

const asksForCredentials: Check = (observation) => {
  const status = statusOf(observation)
  if (status === 101) return { verdict: 'observed', because: 'no credentials were asked for, which is scored in 15.03' }
  if (status !== 401 || answered(observation, 'WWW-Authenticate').length > 0) return null
  const because = 'RFC 9110 15.5.2: a 401 MUST carry WWW-Authenticate with at least one challenge'
  return { verdict: 'fail', got: '401 without WWW-Authenticate', because }
}

/** 300 and 304 name no single place to go to. */
const saysWhere: Check = (observation) => {
  const status = statusOf(observation) ?? 0
  if (![301, 302, 303, 307, 308].includes(status) || answered(observation, 'Location').length > 0) return null
  return { verdict: 'warn', got: `${status} without Location`, because: 'RFC 9110 15.4: it SHOULD generate Location' }
}

const letsIn = onSwitch(() => ({ verdict: 'fail', because: 'RFC 6455 10.5: the credentials were not looked at' }))

function unauthorized(name: string, send: Edit): Part {
  return { name, send, expect: notUpgraded({ rows: { '101': 'pass' }, checks: [letsIn] }) }
}

const noServerErrors = { rows: { '5xx': 'warn', '503': 'inconclusive' } } as const

const cases: Case[] = [
  {
    id: '15.01',
    level: 'MUST',
    title: 'A 401 response has WWW-Authenticate',
    source: [rfc9110('15.5.2'), rfc6455('4.2.2', 'step 2')],
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
    why: 'A client learns from the challenge which credentials to send.',
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
    source: [rfc6455('10.5'), rfc9110('15.5.2')],
    tests: [R.authenticationAllowed],
    needs: ['authPath'],
    parts: [unauthorized('wrong', authorized(wrong)), unauthorized('none', authorized(null))],
    why: 'The handshake goes another way than the pages, and often past their login.',
  },
  {
    id: '15.04',
    level: 'SHOULD',
    title: 'Credentials sent after a 401 on the same connection',
    source: [rfc9112('9.3')],
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
    why: 'Programs ask without credentials first, and answer the challenge where it came from.',
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
        expect: observed(noServerErrors),
      },
    ],
  },
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
        expect: observed({ says: 'a 3xx with Location', rows: { '3xx': 'pass' }, checks: [saysWhere] }),
      },
    ],
    why: 'Browsers do not follow redirects of a handshake; other clients do.',
  },
  {
    id: '15.08',
    level: 'MUST',
    title: 'Only HTTP follows a response other than 101',
    source: [rfc6455('4.2.1', 'second paragraph'), rfc6455('4.2.2', 'step 5'), rfc9112('6.3')],
    tests: [R.badBodyFramingAnswered400, R.only101OpensWebsocket],
    derived: {
      says: 'behind another final response than 101 nothing, an end, or further HTTP responses',
      of: endsHttp,
      each: nothingBehind,
      from: ['3.01', '5.01', '6.02', '14.17', '15.09'],
      absent: 'nothing was answered with another status than 101',
    },
    why: 'The client still speaks HTTP: what comes is read as the beginning of the next response.',
  },
  {
    id: '15.09',
    level: 'MUST',
    title: 'Plain GET request without handshake fields',
    source: [rfc9110('7.8', 'MUST NOT switch to a protocol that was not indicated')],
    tests: [R.switchOnlyToOfferedProtocol],
    parts: [{ name: 'no handshake fields', send: PLAIN_GET, expect: notUpgraded({ rows: { silent: 'observed' } }) }],
    why: 'Health checks and crawlers ask like this. A 101 leaves them with a connection that never answers.',
  },
  {
    id: '15.10',
    level: 'MAY',
    title: 'Status 503 or 429 for handshakes under load',
    source: [rfc6455('4.1', 'step 2, note'), rfc9110('15.6.4')],
    tests: [],
    derived: {
      says: 'an HTTP error to those for whom there is no room',
      of: (_, from) => UNDER_LOAD.includes(from),
      all: underLoad,
      from: UNDER_LOAD,
      absent: 'not many connections were opened at once',
    },
  },
  {
    id: '15.11',
    level: 'SECURITY',
    title: 'HTML responses do not reflect markup from the request',
    source: [rfc9110('17')],
    tests: [R.errorPageEscapesInput],
    parts: REFLECTED.map(([name, send]) => ({
      name,
      send,
      expect: anything({ says: 'no markup of the request in text/html', checks: [noMarkup] }),
    })),
    why: 'An error page that repeats the path runs the script in it, on the origin of the application.',
  },
  {
    id: '15.12',
    level: 'SHOULD',
    title: 'No 5xx response to an invalid handshake',
    source: [
      rfc6455('4.2.1', 'introduction: an appropriate error code'),
      rfc6455('10.7'),
      rfc9110('15.5'),
      rfc9110('15.6'),
    ],
    tests: [R.invalidHandshakeIsHttpError, R.invalidInputRejected],
    derived: {
      says: 'a broken handshake is answered with no 5xx, but for 501, 503 and 505',
      of: (observation, from) => BROKEN.includes(from) && statusOf(observation) !== null,
      each: noServerError,
      from: BROKEN,
      absent: 'no broken handshake was answered',
    },
    why: 'A 500 wakes somebody up at night for what a stranger has typed.',
  },
  {
    id: '15.13',
    level: 'INFO',
    title: '2xx or 3xx response to an invalid handshake',
    source: [rfc9110('7.8', 'MAY ignore'), rfc6455('4.2.1', 'introduction')],
    tests: [],
    derived: {
      says: 'a 4xx, or the upgrade is ignored',
      of: (observation, from) =>
        BROKEN.includes(from) && statusOf(observation) !== null && asksForWebSocket(observation),
      each: ignoresUpgrade,
      from: BROKEN,
      absent: 'no broken handshake was answered',
    },
  },
  {
    id: '15.14',
    level: 'INFO',
    title: 'Request target under /.well-known/',
    source: [{ rfc: 8307, section: '4' }],
    tests: [],
    parts: [
      {
        name: '/.well-known/',
        send: { target: ({ random }) => `/.well-known/${random}` },
        expect: observed(),
      },
    ],
  },
  {
    id: '15.15',
    level: 'INFO',
    title: 'Opening handshake with a cookie of 4 KB',
    source: [rfc9110('5.4')],
    tests: [],
    parts: [
      {
        name: '4 KB',
        send: { text: addingCookies(`wsspec=${'x'.repeat(4096)}`) },
        expect: observed(noServerErrors),
      },
    ],
    why: 'Single sign-on fills cookies up to the 4 KB that browsers keep.',
  },
]

/** Suite 15: credentials, redirects, and what other statuses than 101 look like. */
export const policySuite: Suite = {
  number: 15,
  slug: 'policy',
  title: 'Authentication, redirects, other statuses',
  cases,
}
