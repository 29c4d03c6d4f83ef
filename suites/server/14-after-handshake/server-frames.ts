import type { Case } from '../../../harness/case/case'
import { rfc6455 } from '../../../harness/case/clause'
import type { Check } from '../../../harness/case/expectation'
import { R } from '../../requirements'
import { afterSwitch } from '../parts/after-switch'
import { handshakeThen } from './parts/steps'

const NO_FRAMES = 'no answer to the correct handshake was followed by a frame'

/** 14.09: no frame of the server is masked. */
const isUnmasked: Check = ({ link }) =>
  link?.fault?.includes('masked')
    ? { verdict: 'fail', got: link.fault, because: 'RFC 6455 5.1: a server MUST NOT mask any frames' }
    : null

/** 14.11: what came before the client had spoken. */
const recordsUnasked: Check = ({ link }) => {
  const count = link?.frames.length ?? 0
  return { verdict: 'observed', got: count === 0 ? 'no frame unasked' : `${count} frames unasked`, because: '' }
}

/** Cases on the frames that the server sends. */
export const serverFrameCases: readonly Case[] = [
  {
    id: '14.09',
    level: 'MUST',
    title: 'Frames from the server are not masked',
    source: [rfc6455('5.1')],
    tests: [R.serverFramesUnmasked],
    derived: {
      says: 'MASK is 0 in every frame of the server',
      of: ({ link }) => link !== null && (link.frames.length > 0 || link.fault?.includes('masked') === true),
      each: isUnmasked,
      from: ['14.01', '14.02', '14.03'],
      absent: NO_FRAMES,
    },
    why: 'A client fails the connection at the first masked frame from a server.',
  },
  {
    id: '14.11',
    level: 'MAY',
    title: 'Server sends frames before the client does',
    source: [rfc6455('4.2.2', 'last paragraph')],
    tests: [R.serverMaySendOnceOpen],
    parts: [
      {
        name: 'silence behind the 101',
        steps: handshakeThen({ do: 'watch', ms: 1000 }),
        expect: afterSwitch('frames, or none', recordsUnasked),
      },
    ],
  },
]
