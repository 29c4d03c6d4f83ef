import type { Case, Part } from '../../../harness/case/case'
import { rfc6455 } from '../../../harness/case/clause'
import { opensWebSocket } from '../../../harness/judge/acceptance'
import { answered } from '../../../harness/judge/answer'
import { acceptIsRight } from '../../../harness/judge/checks'
import { accepted, REFUSED_IS_NO_EVIDENCE } from '../../../harness/judge/expectations'
import { R } from '../../requirements'
import { acceptOnce, oneAccept } from '../parts/one-accept'
import { acceptForm, acceptValue } from './parts/accept-value'
import { acceptFromKey, twentyBytes } from './parts/clauses'

/** No clause obliges a server to hold 50 connections at once. But each 101 must have the right Sec-WebSocket-Accept. */
const FIFTY: readonly Part[] = Array.from({ length: 50 }, (_, index) => ({
  name: `connection ${index + 1}`,
  send: { cookies: `wsspec=${index + 1}` },
  expect: accepted({
    says: 'each Sec-WebSocket-Accept belongs to its own key',
    rows: {
      '4xx': 'observed',
      '5xx': 'observed',
      '429': 'observed',
      '503': 'observed',
      dropped: 'observed',
      silent: 'observed',
    },
    checks: [acceptIsRight()],
  }),
}))
const no101 = 'no request was answered 101'

/** The Sec-WebSocket-Accept of the 101. */
export const acceptCases: readonly Case[] = [
  {
    id: '7.01',
    level: 'MUST',
    title: 'Sec-WebSocket-Accept is right for the key that was sent',
    source: [acceptFromKey],
    tests: [R.acceptMatchesKey],
    parts: [
      {
        name: 'a random key',
        expect: accepted({
          says: '101 with the base64 of the SHA-1 of key and GUID',
          rows: REFUSED_IS_NO_EVIDENCE,
          checks: [acceptValue],
        }),
      },
    ],
    why: 'Sec-WebSocket-Accept proves that the server read this handshake. Every client compares it byte by byte.',
  },
  {
    id: '7.02',
    level: 'MUST',
    title: 'A 101 response has exactly one Sec-WebSocket-Accept',
    source: [acceptOnce],
    tests: [R.acceptMatchesKey, R.acceptSingle],
    derived: { says: 'one Sec-WebSocket-Accept line in every 101', of: opensWebSocket, each: oneAccept, absent: no101 },
    why: 'Browsers fail the connection when the field is there twice, even with the right value twice.',
  },
  {
    id: '7.03',
    level: 'MUST',
    title: 'Sec-WebSocket-Accept is the base64 of 20 bytes',
    source: [twentyBytes, rfc6455('4.2.2', 'step 5.4: ABNF')],
    tests: [R.acceptMatchesKey, R.responseFieldsMatchGrammar],
    derived: {
      says: '28 characters of canonical base64, the last of them "="',
      of: (observation) => opensWebSocket(observation) && answered(observation, 'Sec-WebSocket-Accept').length > 0,
      each: acceptForm,
      absent: 'no 101 carried Sec-WebSocket-Accept',
    },
    why: 'Clients compare strings. Another alphabet, a line feed or a missing "=" fails the connection just as a wrong hash does.',
  },
  {
    id: '7.19',
    level: 'MUST',
    title: '50 opening handshakes in parallel',
    source: [acceptFromKey, rfc6455('4.1', 'step 2 binds clients, not servers')],
    tests: [R.acceptMatchesKey],
    connections: 50,
    parts: FIFTY,
    why: 'A Sec-WebSocket-Accept that belongs to another connection shows state that is shared between requests.',
  },
]
