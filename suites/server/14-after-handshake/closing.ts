import type { Case } from '../../../harness/case/case'
import type { Check } from '../../../harness/case/check'
import { rfc6455 } from '../../../harness/case/clause'
import { OPCODE } from '../../../harness/wire/websocket/frame'
import { R } from '../../requirements'
import { afterSwitch } from '../parts/after-switch'
import { closeAnswered } from '../parts/dead-link'
import { CLOSING_MS, closeCode, closePayload, hasEnded, STAYS_OPEN } from '../parts/link'
import { reasonOf } from '../parts/reason'
import { frame, handshakeThen } from './parts/steps'

const closedAtOnce = rfc6455('5.5.1', '', 'The server MUST close the underlying TCP connection immediately')

/** 14.03: the server answers with a Close frame and then ends the connection. */
const closesInTurn: Check = (observation) => {
  if (closeCode(observation) === null)
    return {
      verdict: 'fail',
      got: 'no Close frame',
      because: reasonOf(closeAnswered),
    }
  if (hasEnded(observation)) return null
  return { verdict: 'fail', got: STAYS_OPEN, because: reasonOf(closedAtOnce) }
}

/** 14.14: records whether the server ended an idle connection. */
const staysOpen: Check = (observation) =>
  hasEnded(observation) || closeCode(observation) !== null
    ? { verdict: 'observed', got: 'closed by the server', because: 'an application may close idle connections' }
    : null

/** Cases on the end of the connection. */
export const closingCases: readonly Case[] = [
  {
    id: '14.03',
    level: 'MUST',
    title: 'Closing handshake started by the client',
    source: [closeAnswered, closedAtOnce, rfc6455('7.1.1', 'the server closes first')],
    tests: [R.closeAndPingAnswered, R.serverClosesFirst],
    parts: [
      {
        name: 'Close 1000',
        steps: handshakeThen(frame({ opcode: OPCODE.close, payload: closePayload(1000) }), {
          do: 'await',
          end: true,
          within: CLOSING_MS,
        }),
        lasts: CLOSING_MS,
        expect: afterSwitch('a Close frame, then FIN within 5 s', closesInTurn),
      },
    ],
    why: 'Without the Close frame a browser reports code 1006, as for a network failure.',
  },
  {
    id: '14.14',
    level: 'INFO',
    title: 'Connection stays open when idle for 3 seconds',
    source: [rfc6455('7.3', 'servers MAY close whenever desired')],
    tests: [],
    parts: [
      {
        name: 'three seconds of silence',
        steps: handshakeThen({ do: 'watch', ms: 3000 }),
        expect: afterSwitch('still open', staysOpen),
      },
    ],
  },
]
