import type { Step } from '../../case/script'
import { statusOf } from '../../judge/answer'
import type { Session } from '../session'
import type { Advice } from './advice'
import type { Findings } from './findings'

/** The handshake in two pieces, cut inside its request line. */
const IN_TWO_PIECES: readonly Step[] = [
  { do: 'send', to: 8 },
  { do: 'pause', ms: 100 },
  { do: 'send', from: 8 },
  { do: 'answer' },
]

/** A target that answers 101 only where the handshake comes in two pieces; null for another. */
export async function aboutSecondRead({ control }: Findings, session: Pick<Session, 'send'>): Promise<Advice | null> {
  const status = statusOf(control)
  if (status !== null && status !== 400) return null
  const { observation } = await session.send({ steps: IN_TWO_PIECES })
  if (!observation.opened) return null
  return {
    looksLike:
      'It answers 101 only where the handshake arrives in two pieces. The server seems to wait for a second read before it parses the first.',
  }
}
