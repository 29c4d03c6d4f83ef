import { HANDSHAKE_VARIANTS } from './handshake'
import { LINK_VARIANTS } from './link'
import { REFUSAL_VARIANTS } from './refusal'
import { REQUEST_VARIANTS } from './request'
import { RESPONSE_VARIANTS } from './response'
import type { Variant } from './variant'

/** Every legal variant. */
export const VARIANTS: readonly Variant[] = [
  ...HANDSHAKE_VARIANTS,
  ...REQUEST_VARIANTS,
  ...RESPONSE_VARIANTS,
  ...REFUSAL_VARIANTS,
  ...LINK_VARIANTS,
]
