import type { Case, Part } from '../../../harness/case/case'
import type { Check } from '../../../harness/case/check'
import { rfc6455 } from '../../../harness/case/clause'
import type { Step } from '../../../harness/case/script'
import { anything } from '../../../harness/judge/expectations'
import { OPCODE } from '../../../harness/wire/websocket/frame'
import { afterSwitch } from '../parts/after-switch'
import { closeCode, hasEnded, hasPong, isPong } from '../parts/link'
import { PLAIN_GET } from '../parts/plain-get'

/** The time between two Pings, ms. */
const BETWEEN_MS = 400

function pingStep(payload: string): readonly Step[] {
  return [
    { do: 'pause', ms: BETWEEN_MS },
    { do: 'frame', frame: { opcode: OPCODE.ping, payload } },
    { do: 'await', frame: isPong(payload), within: 2000 },
  ]
}

/** Sends a Ping now and then for about `ms`. */
function pings(ms: number): readonly Step[] {
  return Array.from({ length: Math.round(ms / BETWEEN_MS) }, (_, index) => pingStep(`still ${index + 1}`)).flat()
}

const HANDSHAKE: readonly Step[] = [{ do: 'send' }, { do: 'answer' }]

const AFTER_A_GET: readonly Step[] = [
  { do: 'send', edit: PLAIN_GET },
  { do: 'answer' },
  { do: 'unlessClosing' },
  ...HANDSHAKE,
]

/** Records that the link ended although its Pings were answered, and after how many seconds. */
const lasts: Check = (observation) => {
  if (!hasPong(observation, 'still 1')) return { verdict: 'skip', because: 'the target does not answer a Ping' }
  if (closeCode(observation) !== null)
    return { verdict: 'observed', got: `Close ${closeCode(observation)}`, because: '' }
  if (!hasEnded(observation)) return null
  const pinged = observation.recording.marks.filter(({ what }) => what === 'frame').length
  const seconds = Math.round((pinged * BETWEEN_MS) / 1000)
  const because =
    'RFC 6455 7.3: a server may close, and begins with a Close frame then; a timer of the handshake may be left'
  return {
    verdict: 'observed',
    got: `ended without a Close frame after about ${seconds} s of Pings and Pongs`,
    because,
  }
}

const AFTER_GET = 'sixteen seconds after a GET on the same connection'
const SAYS = 'a link that stays open while Pings are answered'

/** The same for the handshake after a GET. 13.16 judges whether it is accepted there. */
const lastsAfterGet: Check = (observation, world) =>
  observation.answers[1]?.opened
    ? lasts(observation, world)
    : { verdict: 'skip', because: 'the handshake after a GET on the same connection is not accepted' }

function lastingPart(name: string, steps: readonly Step[], ms: number, expect = afterSwitch(SAYS, lasts)): Part {
  return { name, steps: [...steps, ...pings(ms)], lasts: ms, expect }
}

/** So long a part lasts by default and with --thorough, ms. A run of a correct server takes about as long as the first. */
const USUAL_MS = 2000
const THOROUGH_MS = 16_000

/** The case on a link that is in use. */
export const lastingLinkCases: readonly Case[] = [
  {
    id: '14.19',
    level: 'INFO',
    title: 'Link stays open while Pings are answered',
    introduced: '1.1',
    source: [rfc6455('7.1.1'), rfc6455('7.3')],
    tests: [],
    parts: [lastingPart('two seconds', HANDSHAKE, USUAL_MS)],
    follow: (_, { thorough = false }) =>
      thorough
        ? [
            lastingPart('sixteen seconds', HANDSHAKE, THOROUGH_MS),
            lastingPart(AFTER_GET, AFTER_A_GET, THOROUGH_MS, anything({ says: SAYS, checks: [lastsAfterGet] })),
          ]
        : [],
    why: 'A limit for the header section or for an idle connection that is not lifted with the 101 ends every link after the same time. With --thorough it lasts sixteen seconds.',
  },
]
