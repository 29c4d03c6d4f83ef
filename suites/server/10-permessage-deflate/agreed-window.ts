import type { Case, Part } from '../../../harness/case/case'
import type { Check } from '../../../harness/case/check'
import { rfc7692 } from '../../../harness/case/clause'
import type { Expectation } from '../../../harness/case/expectation'
import type { FrameSpec } from '../../../harness/case/frame'
import type { Observation } from '../../../harness/case/observation'
import { scoredIn } from '../../../harness/judge/checks'
import { compressed, compressedFrame } from '../../../harness/wire/websocket/deflate'
import { OPCODE } from '../../../harness/wire/websocket/frame'
import { readReplies } from '../../../harness/wire/websocket/replies'
import { R } from '../../requirements'
import { offer } from '../parts/extensions'
import { reasonOf } from '../parts/reason'
import { agreementOf } from './parts/agreement'
import { describeLink, expectOnLink } from './parts/link-checks'
import { COMMON, deflateWith } from './parts/offers'
import { untilEchoed, whereAgreed } from './parts/steps'

/** A message as it is, and a compressed one that fits into each window. */
const PLAIN = 'wsspec asks for a window, wsspec asks for a window, and the server agreed to it.'
const COMPRESSED = 'wsspec asks again and again, wsspec asks again and again.'

const FRAMES: readonly FrameSpec[] = [{ opcode: OPCODE.text, payload: PLAIN }, compressedFrame(compressed(COMPRESSED))]

const agreedIsUsed = rfc7692(
  '5',
  '',
  'both endpoints MUST use the algorithm described in Section 6 and the message payload transformation (compressing and decompressing) procedure of the PMCE configured with the "agreed parameters" returned by the server to exchange messages.',
)

/** The twin: the offer of the probe, which limits no window. */
const UNLIMITED: Part = {
  name: 'no limit',
  send: COMMON,
  steps: [...whereAgreed(FRAMES), untilEchoed(PLAIN, COMPRESSED)],
}

/** True where both messages came back on a link with permessage-deflate. */
function comeBack(observation: Observation | undefined): boolean {
  if (!observation?.link || agreementOf(observation.answers[0]) === null) return false
  const replies = readReplies(observation.link)
  return [PLAIN, COMPRESSED].every((text) => replies.some(({ octets }) => octets.equals(Buffer.from(text))))
}

/** Both messages come back, as they do where no window is limited. */
const bothComeBack: Check = (observation, { part }) => {
  const { link } = observation
  if (!link || agreementOf(observation.answers[0]) === null || comeBack(observation)) return null
  if (!comeBack(part(UNLIMITED.name))) return scoredIn('10.25', 'the messages do not come back without a limit either')
  const got = describeLink(link, observation, readReplies(link))
  return { verdict: 'fail', got, because: reasonOf(agreedIsUsed, 'without this parameter both messages come back') }
}

/** The link works. Where permessage-deflate was not agreed on, or the link cannot be read, the part is skipped. */
function worksAsAgreed(): Expectation {
  const expectation = expectOnLink('an echo of both messages, as without a limit', () => ({
    verdict: 'pass',
    because: '',
  }))
  return { ...expectation, checks: [...expectation.checks, bothComeBack] }
}

/** The offers that limit a window, each with the sizes that are asked for. */
const LIMITS: readonly string[] = [
  ...[8, 9, 10, 12, 15].map((bits) => `server_max_window_bits=${bits}`),
  ...[8, 9, 15].map((bits) => `client_max_window_bits=${bits}`),
]

/** Cases on whether the link works with what was agreed on. */
export const agreedWindowCases: readonly Case[] = [
  {
    id: '10.36',
    level: 'MUST',
    introduced: '1.1',
    title: 'Link works with each window size that the server agrees to',
    source: [agreedIsUsed, rfc7692('7.1.2.1'), rfc7692('7.1.2.2')],
    tests: [R.serverMaxWindowBitsObeyed, R.clientMaxWindowBitsIfOffered],
    needs: ['permessageDeflate', 'echo'],
    parts: [
      UNLIMITED,
      ...LIMITS.map(
        (params): Part => ({
          name: params,
          send: offer(deflateWith(params)),
          steps: [...whereAgreed(FRAMES), untilEchoed(PLAIN, COMPRESSED)],
          expect: worksAsAgreed(),
        }),
      ),
    ],
    why: 'zlib has no raw window of 8 bits: deflateInit2() fails, after the 101 promised it. The connection then ends at the first message, with this client only.',
  },
]
