import type { Case } from '../../../harness/case/case'
import { rfc6455, rfc9110 } from '../../../harness/case/clause'
import { opensWebSocket } from '../../../harness/judge/acceptance'
import { accepted, REFUSED_IS_NO_EVIDENCE } from '../../../harness/judge/expectations'
import { R } from '../../requirements'
import { deadLink, pingAnswered } from '../parts/dead-link'
import { newProtocolFollows, noSecondResponse } from '../parts/second-response'
import { framesOnly, silentWindow } from './parts/after-101'
import { noContentIn101 } from './parts/clauses'

const no101 = 'no request was answered 101'

/** The bytes that follow the 101 on the connection. */
export const after101Cases: readonly Case[] = [
  {
    id: '7.09',
    level: 'MUST',
    title: 'Bytes after a 101 response are WebSocket frames',
    source: [noContentIn101, rfc6455('4.2.2', 'last paragraph'), rfc6455('5.1')],
    tests: [R.serverMaySendOnceOpen, R.serverFramesUnmasked, R.noContentIn101],
    meaning: 2,
    parts: [
      {
        name: 'silence after the 101',
        steps: silentWindow,
        expect: accepted({
          says: 'nothing, valid unmasked frames, or a close',
          rows: REFUSED_IS_NO_EVIDENCE,
          checks: [framesOnly],
        }),
      },
    ],
    derived: {
      says: 'nothing, valid unmasked frames, or a close',
      of: opensWebSocket,
      each: framesOnly,
      absent: no101,
    },
    why: 'A page after the 101, or the line feed of an echo command, breaks the first frame for every client.',
  },
  {
    id: '7.18',
    level: 'MUST',
    title: 'No second HTTP response after a 101 response',
    source: [newProtocolFollows, rfc9110('7.8')],
    tests: [R.noHttpAfter101],
    parts: [
      {
        name: 'silence after the 101',
        steps: silentWindow,
        expect: accepted({
          says: 'no further HTTP status line',
          rows: REFUSED_IS_NO_EVIDENCE,
          checks: [noSecondResponse],
        }),
      },
    ],
    derived: {
      says: 'no further HTTP status line',
      of: opensWebSocket,
      each: noSecondResponse,
      scoredByAsker: true,
      absent: no101,
    },
    why: 'A framework that does not know of the switch ends the request with a response of its own. The client reads it as a broken frame.',
  },
  {
    id: '7.23',
    level: 'MUST',
    title: 'A frame after the 101 response is answered',
    source: [pingAnswered, rfc6455('7.3', 'a server may also close')],
    tests: [R.closeAndPingAnswered, R.noContentIn101],
    meaning: 2,
    parts: [
      {
        name: 'a frame right after the 101',
        expect: accepted({
          says: '101, then an echo, a Pong or another frame',
          rows: { ...REFUSED_IS_NO_EVIDENCE, '101': 'pass' },
          checks: [deadLink],
        }),
      },
    ],
    why: 'A framework that holds back the bytes after the request until the response is over leaves both sides waiting.',
  },
]
