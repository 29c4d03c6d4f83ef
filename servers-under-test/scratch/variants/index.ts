import { ANSWER_VARIANTS } from './answers'
import { FINAL_ANSWER_VARIANTS } from './final-answers'
import { FRAME_VARIANTS } from './frames'
import { HANDSHAKE_FIELD_VARIANTS } from './handshake-fields'
import { REQUEST_VARIANTS } from './requests'
import type { Variant } from './variant'

/** Every legal variant. */
export const VARIANTS: readonly Variant[] = [
  ...HANDSHAKE_FIELD_VARIANTS,
  ...REQUEST_VARIANTS,
  ...ANSWER_VARIANTS,
  ...FINAL_ANSWER_VARIANTS,
  ...FRAME_VARIANTS,
]
