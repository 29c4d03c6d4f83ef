import { rfc9110 } from '../../../../harness/case/clause'

/** A server switches only to what the request names. */
export const notIndicated = rfc9110(
  '7.8',
  '',
  "A server MUST NOT switch to a protocol that was not indicated by the client in the corresponding request's Upgrade header field.",
)

/** Upgrade comes with a connection option. */
export const withOption = rfc9110(
  '7.8',
  '',
  'A sender of Upgrade MUST also send an "Upgrade" connection option in the Connection header field',
)
