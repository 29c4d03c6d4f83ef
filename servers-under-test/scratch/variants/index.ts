import { ANSWER_SYNTAX_VARIANTS } from './answer-syntax'
import { ANSWER_VARIANTS } from './answers'
import { DEFLATE_VARIANTS } from './deflate'
import { FINAL_ANSWER_VARIANTS } from './final-answers'
import { FRAME_VARIANTS } from './frames'
import { HANDSHAKE_FIELD_VARIANTS } from './handshake-fields'
import { LINK_VARIANTS } from './link'
import { REFUSAL_VARIANTS } from './refusals'
import { REQUEST_VARIANTS } from './requests'
import { SITE_VARIANTS } from './site'
import type { Variant } from './variant'

/** Every legal variant. */
export const VARIANTS: readonly Variant[] = [
  ...HANDSHAKE_FIELD_VARIANTS,
  ...REQUEST_VARIANTS,
  ...ANSWER_VARIANTS,
  ...FINAL_ANSWER_VARIANTS,
  ...FRAME_VARIANTS,
  ...ANSWER_SYNTAX_VARIANTS,
  ...REFUSAL_VARIANTS,
  ...SITE_VARIANTS,
  ...DEFLATE_VARIANTS,
  ...LINK_VARIANTS,
]
