import { ACCEPT_DEFECTS } from './accept'
import { AFTER_101_DEFECTS } from './after-101'
import { BUFFER_DEFECTS } from './buffers'
import { CONNECTION_FIELD_DEFECTS } from './connection-field'
import { CONNECTION_DEFECTS } from './connections'
import { CONTENT_DEFECTS } from './content'
import type { Defect } from './defect'
import { DEFLATE_MESSAGE_DEFECTS } from './deflate-message'
import { DEFLATE_OFFER_DEFECTS } from './deflate-offer'
import { EXTENSION_DEFECTS } from './extension'
import { FIELD_LINE_DEFECTS } from './field-lines'
import { FRAME_DEFECTS } from './frames'
import { HOST_DEFECTS } from './host'
import { KEY_DEFECTS } from './key'
import { ORIGIN_DEFECTS } from './origin'
import { REFUSAL_DEFECTS } from './refusals'
import { REQUEST_FIELD_DEFECTS } from './request-fields'
import { REQUEST_LINE_DEFECTS } from './request-line'
import { SHARED_STATE_DEFECTS } from './shared-state'
import { SUBPROTOCOL_DEFECTS } from './subprotocol'
import { SWITCHING_PROTOCOLS_DEFECTS } from './switching-protocols'
import { TARGET_DEFECTS } from './target'
import { UPGRADE_DEFECTS } from './upgrade'
import { VERSION_DEFECTS } from './version'

/** Every defect, roughly in the order of the suites. */
export const DEFECTS: readonly Defect[] = [
  ...REQUEST_LINE_DEFECTS,
  ...TARGET_DEFECTS,
  ...HOST_DEFECTS,
  ...UPGRADE_DEFECTS,
  ...CONNECTION_FIELD_DEFECTS,
  ...KEY_DEFECTS,
  ...ACCEPT_DEFECTS,
  ...VERSION_DEFECTS,
  ...SWITCHING_PROTOCOLS_DEFECTS,
  ...AFTER_101_DEFECTS,
  ...REQUEST_FIELD_DEFECTS,
  ...SUBPROTOCOL_DEFECTS,
  ...EXTENSION_DEFECTS,
  ...DEFLATE_OFFER_DEFECTS,
  ...DEFLATE_MESSAGE_DEFECTS,
  ...ORIGIN_DEFECTS,
  ...CONTENT_DEFECTS,
  ...FIELD_LINE_DEFECTS,
  ...CONNECTION_DEFECTS,
  ...SHARED_STATE_DEFECTS,
  ...BUFFER_DEFECTS,
  ...FRAME_DEFECTS,
  ...REFUSAL_DEFECTS,
]
