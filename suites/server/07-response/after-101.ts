import type { Case } from '../../../harness/case/case'
import { rfc6455, rfc9110, rfc9112 } from '../../../harness/case/clause'
import { opensWebSocket } from '../../../harness/judge/acceptance'
import { accepted, REFUSED_IS_NO_EVIDENCE } from '../../../harness/judge/expectations'
import { R } from '../../requirements'
import { noSecondResponse } from '../parts/second-response'
import { framesOnly, liveLink, silentWindow } from './parts/after-101'

const no101 = 'no request was answered 101'

/** The bytes that follow the 101 on the connection. */
export const after101Cases: readonly Case[] = [
  {
    id: '7.09',
    level: 'MUST',
    title: 'Bytes after a 101 response are WebSocket frames',
    source: [rfc9112('6.3', 'item 1'), rfc6455('4.2.2', 'last paragraph'), rfc6455('5.1')],
    tests: [R.serverMaySendOnceOpen, R.serverFramesUnmasked, R.noContentIn101],
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
    source: [rfc9110('7.8'), rfc9110('15.2.2')],
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
    derived: { says: 'no further HTTP status line', of: opensWebSocket, each: noSecondResponse, absent: no101 },
    why: 'A framework that does not know of the switch ends the request with a response of its own. The client reads it as a broken frame.',
  },
  {
    id: '7.23',
    level: 'MUST',
    title: 'A frame after the 101 response is answered',
    source: [rfc9112('6.3', 'item 1')],
    tests: [R.noContentIn101],
    parts: [
      {
        name: 'a frame right after the 101',
        expect: accepted({
          says: '101, then an echo, a Pong or another frame',
          rows: REFUSED_IS_NO_EVIDENCE,
          checks: [liveLink],
        }),
      },
    ],
    why: 'A framework that holds back the bytes after the request until the response is over leaves both sides waiting.',
  },
]
