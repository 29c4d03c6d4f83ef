import type { Case } from '../../../harness/case/case'
import type { Check } from '../../../harness/case/check'
import { rfc6455, rfc9110 } from '../../../harness/case/clause'
import { HANDSHAKE, type Step } from '../../../harness/case/script'
import { anything } from '../../../harness/judge/expectations'
import { readMessages } from '../../../harness/wire/websocket/messages'
import { R } from '../../requirements'
import { afterSwitch } from '../parts/after-switch'
import { pingAnswered } from '../parts/dead-link'
import { closeCode, isPong } from '../parts/link'
import { PING_ABC, PING_ALONE, pongComes } from '../parts/ping'
import { EARLY_FRAME, maskedText, thenEarlyText } from './parts/early-text'

const clientMustWait = rfc6455('4.1', 'the client MUST wait')

const serverMaySend = rfc6455(
  '4.2.2',
  'last paragraph',
  'At this point, the server may begin sending (and receiving) data.',
)

/** 13.07: the pause of the twin before its Ping. */
const A_MOMENT: Step = { do: 'pause', ms: 200 }

/** 13.19: 64 masked text frames of 1 KB. */
const EARLY_FLOOD = maskedText('x'.repeat(1016)).repeat(64)

/** Waits for as many bytes of the echoes as the results store, so that results are repeatable. */
const UNTIL_4_KB: Step = { do: 'await', octets: ({ length }) => length >= 4096, within: 500 }

/** 13.19: records what the server did with the frames. */
const recordsFlood: Check = (observation) => {
  if (!observation.opened) return { verdict: 'observed', got: 'refused', because: '' }
  const code = closeCode(observation)
  const echoed = readMessages(observation.link?.frames ?? []).length
  const got = echoed > 0 ? 'echoes were received' : code === null ? 'no echo' : `Close ${code}`
  return { verdict: 'observed', got, because: '' }
}

/** Cases on frames that are sent before the 101 response, or immediately after it. */
export const earlyFrameCases: readonly Case[] = [
  {
    id: '13.05',
    level: 'INFO',
    title: 'Frame in the same segment as the opening handshake',
    source: [clientMustWait, serverMaySend],
    tests: [],
    needs: ['echo'],
    parts: [{ name: 'a text after the request', ...thenEarlyText([{ do: 'send', edit: { body: EARLY_FRAME } }]) }],
    why: 'A client must not send frames before the 101, and no RFC says what the server does with them. A server that loses this text may also lose one after a fast 101.',
  },
  {
    id: '13.06',
    level: 'INFO',
    title: 'First 3 bytes of a frame sent with the handshake',
    source: [clientMustWait, serverMaySend],
    tests: [],
    needs: ['echo'],
    parts: [
      {
        name: 'three bytes of it after the request',
        ...thenEarlyText([
          { do: 'send', edit: { body: EARLY_FRAME.slice(0, 3) } },
          { do: 'pause', ms: 100 },
          { do: 'write', octets: EARLY_FRAME.slice(3) },
        ]),
      },
    ],
  },
  {
    id: '13.07',
    level: 'MUST',
    title: 'Ping immediately after the 101 response is read',
    source: [pingAnswered, serverMaySend],
    tests: [R.serverMaySendOnceOpen],
    parts: [
      { ...PING_ALONE, steps: PING_ABC.flatMap((step): Step[] => (step.do === 'frame' ? [A_MOMENT, step] : [step])) },
      {
        name: 'a Ping at once',
        steps: [
          { do: 'send' },
          { do: 'answer' },
          { do: 'frame', frame: { opcode: 9, payload: 'at once' } },
          { do: 'await', frame: isPong('at once'), within: 2000 },
        ],
        expect: afterSwitch('a Pong; other frames may come first', pongComes('at once')),
      },
    ],
    why: 'Some servers send the 101 before the code that reads frames is ready. They must keep the bytes that arrive in between.',
  },
  {
    id: '13.08',
    level: 'INFO',
    title: 'Frame sent 1 ms after the opening handshake',
    source: [clientMustWait, serverMaySend],
    tests: [],
    needs: ['echo'],
    parts: [
      {
        name: 'a text one millisecond later',
        ...thenEarlyText([{ do: 'send' }, { do: 'pause', ms: 1 }, { do: 'write', octets: EARLY_FRAME }]),
      },
    ],
  },
  {
    id: '13.19',
    level: 'SECURITY',
    title: '64 KB of frames sent with the opening handshake',
    source: [
      rfc9110('17.5', '', 'increased vulnerability to denial-of-service attacks'),
      clientMustWait,
      serverMaySend,
    ],
    tests: [R.hostileInputSurvived],
    hurts: true,
    parts: [
      {
        name: '64 texts of 1 KB',
        send: { body: EARLY_FLOOD },
        steps: [...HANDSHAKE, UNTIL_4_KB],
        expect: anything({ says: 'a refusal, or 101 with the frames received or dropped', checks: [recordsFlood] }),
      },
    ],
    why: 'A server that stores frames before it has checked the handshake lets any client use up its memory.',
  },
]
