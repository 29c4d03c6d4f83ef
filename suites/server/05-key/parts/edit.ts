import type { Check } from '../../../../harness/case/check'
import type { Edit, FieldEdit } from '../../../../harness/case/edit'
import type { Value } from '../../../../harness/case/vars'
import { acceptanceFaults } from '../../../../harness/judge/acceptance'
import { acceptIsRight, scoredIn } from '../../../../harness/judge/checks'
import { accepted } from '../../../../harness/judge/expectations'

/** BASE with another Sec-WebSocket-Key; null leaves the field out, a list sends several lines. */
export function key(value: Value<FieldEdit | FieldEdit[] | null>): Edit {
  return { fields: { 'Sec-WebSocket-Key': value } }
}

/** A 101 has the Sec-WebSocket-Accept of the key as sent. Where that of the control is wrong, nothing follows for this key. */
export const acceptOfKey: Check = (observation, context) => {
  const finding = acceptIsRight()(observation, context)
  return finding !== null && acceptanceFaults(context.control).includes('accept')
    ? scoredIn('7.01', 'the Sec-WebSocket-Accept of the control is wrong or missing, too')
    : finding
}

/** The handshake is accepted, with the Sec-WebSocket-Accept of the key. */
export const acceptedAsSent = accepted({ checks: [acceptOfKey] })
