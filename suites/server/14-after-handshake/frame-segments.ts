import type { Case } from '../../../harness/case/case'
import { rfc6455, rfc9112 } from '../../../harness/case/clause'
import type { Step } from '../../../harness/case/script'
import { OPCODE, writeFrame } from '../../../harness/wire/websocket/frame'
import { R } from '../../requirements'
import { afterSwitch } from '../parts/after-switch'
import { pingAnswered } from '../parts/dead-link'
import { isPong } from '../parts/link'
import { PING_ALONE, pongComes } from '../parts/ping'
import { frames, handshakeThen } from './parts/steps'

/** A masked Ping with this payload, as Latin-1. */
const PIECES = 'in pieces'
const PING = writeFrame({ opcode: OPCODE.ping, payload: PIECES }, Buffer.from('1a2b3c4d', 'hex')).toString('latin1')

/** Where the Ping is cut: after its first byte, inside the masking key, inside the payload. */
const CUTS: readonly number[] = [0, 1, 4, 9]

const IN_PIECES: readonly Step[] = CUTS.flatMap((from, index): Step[] => {
  const write: Step = { do: 'write', octets: PING.slice(from, CUTS[index + 1]) }
  return index === 0 ? [write] : [{ do: 'pause', ms: 20 }, write]
})

/** Cases on the TCP segments of frames. */
export const frameSegmentCases: readonly Case[] = [
  {
    id: '14.20',
    level: 'MUST',
    title: 'Ping in four segments',
    introduced: '1.1',
    source: [pingAnswered, rfc9112('2.2', 'TCP carries bytes, not messages')],
    tests: [R.allValidFramesHandled, R.closeAndPingAnswered],
    parts: [
      PING_ALONE,
      {
        name: 'cut in its head, its key and its payload',
        steps: handshakeThen(...IN_PIECES, { do: 'await', frame: isPong(PIECES), within: 2000 }),
        expect: afterSwitch('a Pong with the payload of the Ping', pongComes(PIECES)),
      },
    ],
    why: 'A server that takes one read for one frame loses the frame that a network cuts, and reads the rest as another one.',
  },
  {
    id: '14.21',
    level: 'MUST',
    title: 'Two Pings in one segment',
    introduced: '1.1',
    source: [pingAnswered, rfc6455('5.5.3', 'a Pong for the last of several Pings is enough')],
    tests: [R.allValidFramesHandled, R.closeAndPingAnswered],
    parts: [
      PING_ALONE,
      {
        name: 'two Pings in one write',
        steps: handshakeThen(frames({ opcode: OPCODE.ping, payload: 'one' }, { opcode: OPCODE.ping, payload: 'two' }), {
          do: 'await',
          frame: isPong('two'),
          within: 2000,
        }),
        expect: afterSwitch('a Pong to the second Ping; one to the first may come before it', pongComes('two')),
      },
    ],
    why: 'A server that takes one frame from each read answers the second only when a third arrives, if ever.',
  },
]
