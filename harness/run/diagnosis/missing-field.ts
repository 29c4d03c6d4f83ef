import type { Observation } from '../../case/observation'
import type { Step } from '../../case/script'
import { answered, statusOf } from '../../judge/answer'
import { describe } from '../../judge/describe'
import type { Session } from '../session'
import { COMMON_SUBPROTOCOLS } from '../subprotocols'
import type { Findings } from './findings'

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

/** The subprotocol that makes the target accept the handshake, of the common ones; null where none does. */
async function acceptedSubprotocol(session: Pick<Session, 'send'>): Promise<string | null> {
  const accepts = (offer: string) => isAccepted(session, 'Sec-WebSocket-Protocol', offer)
  // The answer to the offer of all does not decide: a target may refuse lists, or select none of a list.
  await accepts(COMMON_SUBPROTOCOLS.join(', '))
  for (const name of COMMON_SUBPROTOCOLS) if (await accepts(name)) return name
  return null
}

/** The field without which the target does not answer 101, and the flag that adds it; null where there is none. */
export async function aboutMissingField(findings: Findings, session: Pick<Session, 'send'>): Promise<string | null> {
  const { control, target, where } = findings
  if (!mayHelp(control)) return null
  const answers = `${where} answers the correct handshake with ${describe(control)}`
  const own = `${target.url.protocol === 'wss:' ? 'https' : 'http'}://${target.url.host}`
  if (target.origin === undefined && (await isAccepted(session, 'Origin', own)))
    return `${answers}, and with 101 where the handshake has an Origin. Use --origin ${own}`
  const name = await acceptedSubprotocol(session)
  return name === null ? null : `${answers}, and with 101 where a subprotocol is offered. Use --subprotocol ${name}`
}
