import type { Case } from '../../../harness/case/case'
import type { Check } from '../../../harness/case/check'
import { rfc6455 } from '../../../harness/case/clause'
import { R } from '../../requirements'
import { afterSwitch } from '../parts/after-switch'
import { reasonOf } from '../parts/reason'
import { handshakeThen } from './parts/steps'

const NO_FRAMES = 'the server sent no frame after a 101'

const unmasked = rfc6455('5.1', '', 'A server MUST NOT mask any frames that it sends to the client.')

/** 14.09: no frame from the server is masked. */
const isUnmasked: Check = ({ link }) =>
  link?.fault?.includes('masked') ? { verdict: 'fail', got: link.fault, because: reasonOf(unmasked) } : null

/** 14.11: records the frames that the server sent before the client did. */
const recordsUnasked: Check = ({ link }) => {
  const count = link?.frames.length ?? 0
  return {
    verdict: 'observed',
    got: count === 0 ? 'no frame' : `${count} ${count === 1 ? 'frame' : 'frames'} before the client sent any`,
    because: '',
  }
}

/** Cases on the frames that the server sends. */
export const serverFrameCases: readonly Case[] = [
  {
    id: '14.09',
    level: 'MUST',
    title: 'Frames from the server are not masked',
    source: [unmasked],
    tests: [R.serverFramesUnmasked],
    derived: {
      says: 'MASK is 0 in every frame from the server',
      of: ({ link }) => link !== null && (link.frames.length > 0 || link.fault?.includes('masked') === true),
      each: isUnmasked,
      from: ['14.01', '14.02', '14.03'],
      absent: NO_FRAMES,
    },
    why: 'A client MUST close the connection if it detects a masked frame (RFC 6455 5.1).',
  },
  {
    id: '14.11',
    level: 'MAY',
    title: 'Server sends frames before the client does',
    source: [rfc6455('4.2.2', 'last paragraph')],
    tests: [R.serverMaySendOnceOpen],
    parts: [
      {
        name: 'silence after the 101',
        steps: handshakeThen({ do: 'watch', ms: 1000 }),
        expect: afterSwitch('frames, or none', recordsUnasked),
      },
    ],
  },
]
