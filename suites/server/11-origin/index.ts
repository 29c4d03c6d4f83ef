import type { Case, Suite } from '../../../harness/case/case'
import { rfc6454, rfc6455, rfc9110 } from '../../../harness/case/clause'
import { accepted, observed } from '../../../harness/judge/expectations'
import { R } from '../../requirements'
import { noPongAfterRefusal, PING_AFTER_REFUSAL } from '../parts/no-pong'
import {
  allowed,
  changed,
  DENIED,
  denied,
  free,
  LOOK,
  mustRefuse,
  notice,
  nullByPolicy,
  onDefaultPort,
  origin,
  pieces,
  refusalStatus,
  refusedByPolicy,
  shapes,
  strange,
} from './policy'

const ALL = '/origin/: if it does not wish to accept'
const expected = rfc6455('10.2', 'SHOULD verify that the origin is one they expect')
const validated = rfc6455('10.7', 'incoming data MUST always be validated')

const cases: Case[] = [
  {
    id: '11.01',
    level: 'INFO',
    title: 'Origin is missing',
    source: [rfc6455('4.2.1', 'item 7'), rfc6455('10.2', 'last paragraph')],
    tests: [R.missingOriginIsNotBrowser],
    parts: [{ name: 'no Origin', send: origin(null), expect: accepted() }],
    why: 'Programs send no Origin. A policy that wants one keeps them out and no attacker: outside a browser it can be forged.',
  },
  {
    id: '11.02',
    level: 'INFO',
    title: 'Origin is an allowed origin',
    source: [rfc6455('4.2.2', '/origin/')],
    tests: [R.originRefusalIsHttpError],
    needs: ['allowedOrigin'],
    parts: [{ name: 'the allowed origin', send: origin(allowed), expect: accepted() }],
  },
  {
    id: '11.03',
    level: 'SHOULD',
    title: 'Origin is a foreign origin',
    source: [rfc6455('10.2'), rfc6455('4.2.2', ALL)],
    tests: [R.originRefusalIsHttpError, R.foreignOriginRefused],
    parts: [
      {
        name: 'a foreign origin',
        send: origin(denied),
        steps: LOOK,
        expect: ((expect) => ({ ...expect, checks: [...expect.checks, notice] }))(refusedByPolicy('miss')),
      },
    ],
    why: 'Browsers send cookies with a handshake from any page, and no same-origin rule stops it. Not to look is legal; to look and not to act is not what was meant.',
  },
  {
    id: '11.04',
    level: 'SHOULD',
    title: 'The status for a refused Origin is 403',
    source: [rfc6455('10.2', 'SHOULD respond with 403'), rfc6455('4.2.2', ALL), rfc6455('10.7', 'MAY drop')],
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
    id: '11.05',
    level: 'SECURITY',
    title: 'Origin is null',
    source: [rfc6454('6.1'), rfc6454('7.1'), expected],
    tests: [R.originPolicyNotBypassed],
    parts: shapes([['null', 'null', nullByPolicy()]]),
    why: 'A sandboxed iframe or a data: URL sends it, and anybody can make those.',
  },
  {
    id: '11.06',
    level: 'SECURITY',
    title: 'Origin is malformed',
    source: [rfc6455('10.1'), validated],
    tests: [R.noInputTrusted],
    parts: shapes([
      [':::not an origin', ':::not an origin', strange('fail')],
      ['empty', '', strange('warn')],
      ['http://', 'http://', strange('fail')],
      ['8 KB', `http://${'a'.repeat(8192 - 'http://.example'.length)}.example`, strange('fail')],
    ]),
    why: 'It goes through a URL parser that throws, in more than one framework.',
  },
  {
    id: '11.07',
    level: 'SECURITY',
    title: 'Two Origin field lines',
    source: [rfc6454('7.3', 'MUST NOT send more than one'), validated],
    tests: [R.originPolicyNotBypassed],
    needs: ['allowedOrigin'],
    parts: shapes([
      ['allowed, then denied', (vars) => [allowed(vars), denied(vars)], refusedByPolicy('warn')],
      ['denied, then allowed', (vars) => [denied(vars), allowed(vars)], refusedByPolicy('warn')],
    ]),
    why: 'No browser sends two; something between may add one.',
  },
  {
    id: '11.08',
    level: 'SECURITY',
    title: 'Origin is a space-separated list of two origins',
    source: [rfc6454('7.1', 'origin-list')],
    tests: [R.originPolicyNotBypassed],
    needs: ['allowedOrigin'],
    parts: shapes([['allowed denied', (vars) => `${allowed(vars)} ${denied(vars)}`, refusedByPolicy('warn')]]),
    why: 'RFC 6454 has lists, browsers send one origin. Who searches the value for an allowed one lets both in.',
  },
  {
    id: '11.09',
    level: 'SECURITY',
    title: 'Origin is similar to an allowed origin',
    source: [rfc6455('10.2', 'an origin they expect')],
    tests: [R.noInputTrusted],
    needs: ['allowedOrigin'],
    parts: shapes([
      ['a: HOST.evil.example', changed(({ hostname }) => ({ hostname: `${hostname}.evil.example` })), mustRefuse()],
      ['b: evilHOST', changed(({ hostname }) => ({ hostname: `evil${hostname}` })), mustRefuse()],
      [
        'c: another port',
        changed(({ port }) => ({ port: port === '4242' ? '4243' : '4242' })),
        refusedByPolicy('warn'),
      ],
      ['d: another scheme', changed(({ scheme }) => ({ scheme: scheme === 'https' ? 'http' : 'https' })), free()],
      ['e: HOST@evil.example', changed(({ hostname }) => ({ hostname: `${hostname}@evil.example`, port: '' })), free()],
      ['f: with a path', (vars) => `${allowed(vars)}/path`, free()],
      ['g: with %00.evil.example', (vars) => `${allowed(vars)}%00.evil.example`, free()],
    ]),
    why: 'startsWith and endsWith are no comparison of origins: whoever registers the longer name is let in.',
  },
  {
    id: '11.10',
    level: 'INFO',
    title: 'Allowed Origin in upper case',
    source: [rfc6455('4.2.2', '/origin/: converted to lowercase')],
    tests: [R.originRefusalIsHttpError],
    needs: ['allowedOrigin'],
    parts: [{ name: 'in upper case', send: origin((vars) => allowed(vars).toUpperCase()), expect: accepted() }],
  },
  {
    id: '11.11',
    level: 'SECURITY',
    title: 'Denied Origin, with an allowed Sec-WebSocket-Origin',
    source: [rfc6455('4.2.1', 'item 7')],
    tests: [R.originPolicyNotBypassed],
    needs: ['allowedOrigin', 'deniedOrigin'],
    parts: [
      DENIED,
      {
        name: 'the denied origin, the allowed one in Sec-WebSocket-Origin',
        send: { fields: { Origin: denied, 'Sec-WebSocket-Origin': allowed } },
        steps: LOOK,
        expect: refusedByPolicy('fail'),
      },
    ],
    why: 'Drafts up to version 8 had this field. A server that still looks there first is told what it wants to hear.',
  },
  {
    id: '11.12',
    level: 'INFO',
    title: 'Allowed Origin with an explicit default port',
    source: [rfc6454('6.2')],
    tests: [R.originRefusalIsHttpError],
    needs: ['allowedOrigin'],
    parts: [
      {
        name: 'with its default port',
        send: origin((vars) => {
          const { scheme, port } = pieces(vars)
          return port === '' ? `${allowed(vars)}:${scheme === 'https' ? '443' : '80'}` : allowed(vars)
        }),
        expect: observed({ checks: [onDefaultPort] }),
      },
    ],
  },
  {
    id: '11.13',
    level: 'INFO',
    title: 'Origin with a scheme other than http or https',
    source: [rfc6455('10.1')],
    tests: [R.originRefusalIsHttpError],
    parts: ['file://', 'chrome-extension://x', 'capacitor://localhost'].map((value) => ({
      name: value,
      send: origin(value),
      expect: observed(),
    })),
    why: 'Apps in a web view and browser extensions send these.',
  },
  {
    id: '11.14',
    level: 'INFO',
    title: 'Sec-Fetch-Site is cross-site',
    source: [rfc9110('5.1', 'unrecognized fields')],
    tests: [R.unknownFieldsIgnored],
    parts: [{ name: 'cross-site', send: { fields: { 'Sec-Fetch-Site': 'cross-site' } }, expect: observed() }],
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
        send: origin(denied),
        steps: PING_AFTER_REFUSAL,
        expect: noPongAfterRefusal('an HTTP error, a close or silence, and no Pong', '11.03'),
      },
    ],
    why: 'Where the 403 is written and the frames are read on, what the page sends still arrives.',
  },
]

/** Suite 11: which pages may open the WebSocket, where somebody says which. */
export const originSuite: Suite = { number: 11, slug: 'origin', title: 'Origin', cases }
