import type { Case } from '../../../harness/case/case'
import { rfc9110 } from '../../../harness/case/clause'
import { notUpgraded, observed } from '../../../harness/judge/expectations'
import { R } from '../../requirements'
import { PLAIN_GET } from '../parts/plain-get'
import { SERVER_ERROR_WARNS } from './parts/server-error-warns'

/** Cases on ordinary requests to a WebSocket endpoint. */
export const ordinaryRequestCases: readonly Case[] = [
  {
    id: '15.09',
    level: 'MUST',
    title: 'Plain GET request without handshake fields',
    source: [
      rfc9110(
        '7.8',
        '',
        "A server MUST NOT switch to a protocol that was not indicated by the client in the corresponding request's Upgrade header field.",
      ),
    ],
    tests: [R.switchOnlyToOfferedProtocol],
    parts: [{ name: 'no handshake fields', send: PLAIN_GET, expect: notUpgraded({ rows: { silent: 'observed' } }) }],
    why: 'Health checks and crawlers send such requests. After a 101 they would wait for an answer that never arrives.',
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
        send: { cookies: `wsspec=${'x'.repeat(4096)}` },
        expect: observed(SERVER_ERROR_WARNS),
      },
    ],
    why: 'Single sign-on can fill a cookie up to 4 KB, the size that browsers support.',
  },
]
