import type { Case, Part } from '../../../harness/case/case'
import type { Check } from '../../../harness/case/check'
import { rfc6455, rfc9110 } from '../../../harness/case/clause'
import type { Observation } from '../../../harness/case/observation'
import { finalHead } from '../../../harness/judge/answer'
import { R } from '../../requirements'
import { afterSwitch } from '../parts/after-switch'
import { reasonOf } from '../parts/reason'
import { handshakeThen } from './parts/steps'

const continuesAtOnce = rfc9110(
  '7.8',
  '',
  'immediately after sending the 101 (Switching Protocols) response, the server is expected to continue responding to the original request as if it had received its equivalent within the new protocol',
)

/** How many more handshakes are sent where the target greets. */
const MORE = 12

/** They are so far apart that a message to all connections does not look like a greeting of each, ms. */
const APART_MS = 40

/** A greeting comes this soon after the 101, ms, or within the time of the slowest answer. */
const PROMPT_MS = 20

const FIRST: readonly string[] = ['the first handshake', 'the second handshake']

const OTHERS: readonly Part[] = Array.from({ length: MORE }, (_, index) => ({
  name: `handshake ${index + 3}`,
  steps: [{ do: 'pause', ms: index * APART_MS }, ...handshakeThen({ do: 'watch', ms: 1000 })],
}))

function framesOf({ link }: Observation): number {
  return link?.frames.length ?? 0
}

/** The time from the 101 to the first byte of a frame, ms; null without a whole frame. */
function greetedAfter(observation: Observation): number | null {
  const { received } = observation.recording
  const end = finalHead(observation)?.end
  if (end === undefined || framesOf(observation) === 0) return null
  const arrivalOf = (offset: number) => {
    let length = 0
    for (const { atMs, octets } of received) {
      length += octets.length
      if (length >= offset) return atMs
    }
    return 0
  }
  return arrivalOf(end + 1) - arrivalOf(end)
}

/** 14.18: where most links begin with a frame at once, all do. */
const allGreeted: Check = (_, { part, slowestControlMs }) => {
  const opened = [...FIRST, ...OTHERS.map(({ name }) => name)].flatMap((name) => {
    const observation = part(name)
    return observation?.opened ? [observation] : []
  })
  const limit = Math.max(PROMPT_MS, slowestControlMs)
  const prompt = opened.filter((observation) => (greetedAfter(observation) ?? Number.POSITIVE_INFINITY) <= limit)
  const without = opened.filter((observation) => framesOf(observation) === 0)
  if (opened.length <= FIRST.length || prompt.length * 3 < opened.length * 2)
    return { verdict: 'skip', because: 'the target does not greet: few links begin with a frame at once' }
  if (without.length === 0) return null
  const got = `${without.length} of ${opened.length} links without the frame with which the others begin`
  const because = reasonOf(
    continuesAtOnce,
    'the first frame after the 101 was lost, or the server greets some clients only',
  )
  return { verdict: 'miss', got, because }
}

/** The case on the first frame of the server. */
export const greetingCases: readonly Case[] = [
  {
    id: '14.18',
    level: 'SHOULD',
    title: 'Where the server greets, it greets every client',
    introduced: '1.1',
    source: [continuesAtOnce, rfc6455('4.2.2', 'last paragraph')],
    tests: [R.serverMaySendOnceOpen],
    parts: [
      {
        name: FIRST[0] ?? '',
        steps: handshakeThen({ do: 'watch', ms: 1000 }),
        expect: afterSwitch('the frame with which most links begin, on all of them', allGreeted),
      },
      { name: FIRST[1] ?? '', steps: handshakeThen({ do: 'watch', ms: 1000 }) },
    ],
    follow: (observations) => ([...observations.values()].some((each) => framesOf(each) > 0) ? [...OTHERS] : []),
    why: 'A gateway that connects to the server before it has told the client of the 101 can lose what the server sends meanwhile. Clients that wait for the greeting then hang, now and then.',
  },
]
