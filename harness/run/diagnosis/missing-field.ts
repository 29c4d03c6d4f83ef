import type { Observation } from '../../case/observation'
import type { Step } from '../../case/script'
import { answered, statusOf } from '../../judge/answer'
import type { Session } from '../session'
import { COMMON_SUBPROTOCOLS } from '../subprotocols'
import type { Advice } from './advice'
import { type Findings, ownOrigin } from './findings'

const HEAD_ONLY: readonly Step[] = [{ do: 'send' }, { do: 'answer' }]

/** Statuses that another field does not turn into a 101. */
const OTHER_REASONS = [404, 405, 407, 410, 429, 503]

/** True where an Origin or a subprotocol may turn the answer into a 101. */
function mayHelp(control: Observation): boolean {
  const status = statusOf(control)
  const { ended } = control.recording
  if (status === null) return ended === 'closed' || ended === 'reset'
  // A 401 names what it requires (RFC 9110 15.5.2). Some servers that check the Origin answer 401 without that.
  if (status === 401) return answered(control, 'WWW-Authenticate').length === 0
  return status === 200 || (status >= 400 && !OTHER_REASONS.includes(status))
}

/** True where the handshake with this field is accepted. */
async function isAccepted(session: Pick<Session, 'send'>, name: string, value: string): Promise<boolean> {
  const { observation } = await session.send({ send: { fields: { [name]: value } }, steps: HEAD_ONLY })
  return observation.opened
}

/** How long all subprotocols together may take, ms. */
const ALL_MS = 8000

/** The subprotocol that makes the target accept the handshake, of the common ones; null where none does. */
async function acceptedSubprotocol(session: Pick<Session, 'send'>): Promise<string | null> {
  const accepts = (offer: string) => isAccepted(session, 'Sec-WebSocket-Protocol', offer)
  const endMs = performance.now() + ALL_MS
  // The answer to the offer of all does not decide: a target may refuse lists, or select none of a list.
  await accepts(COMMON_SUBPROTOCOLS.join(', '))
  for (const name of COMMON_SUBPROTOCOLS) {
    if (performance.now() > endMs) return null
    if (await accepts(name)) return name
  }
  return null
}

/** The Origin without which the target does not answer 101, and the flag that adds it; null where there is none. */
export async function aboutMissingOrigin(
  { control, target }: Findings,
  session: Pick<Session, 'send'>,
): Promise<Advice | null> {
  const own = ownOrigin(target)
  if (!mayHelp(control) || target.origin !== undefined || !(await isAccepted(session, 'Origin', own))) return null
  return {
    looksLike: 'It answers 101 where the handshake has an Origin.',
    help: target.ours ? 'Use --origin with the address of the server' : `Use --origin ${own}`,
    suggestion: { flags: ['--origin', own] },
  }
}

/** The same for a subprotocol. */
export async function aboutMissingSubprotocol(
  { control }: Findings,
  session: Pick<Session, 'send'>,
): Promise<Advice | null> {
  const name = mayHelp(control) ? await acceptedSubprotocol(session) : null
  if (name === null) return null
  return {
    looksLike: 'It answers 101 where a subprotocol is offered.',
    help: `Use --subprotocol ${name}`,
    suggestion: { flags: ['--subprotocol', name] },
  }
}
