import type { Proofs } from '../kit/proof'
import { ACCEPT_PROOFS } from './accept'
import { AFTER_101_PROOFS } from './after-101'
import { BUFFERS_PROOFS } from './buffers'
import { CONNECTION_FIELD_PROOFS } from './connection-field'
import { CONNECTIONS_PROOFS } from './connections'
import { CONTENT_PROOFS } from './content'
import { DEFLATE_MESSAGE_PROOFS } from './deflate-message'
import { DEFLATE_OFFER_PROOFS } from './deflate-offer'
import { EXTENSION_PROOFS } from './extension'
import { FIELD_LINES_PROOFS } from './field-lines'
import { FRAMES_PROOFS } from './frames'
import { HOST_PROOFS } from './host'
import { KEY_PROOFS } from './key'
import { ORIGIN_PROOFS } from './origin'
import { REFUSALS_PROOFS } from './refusals'
import { REQUEST_FIELDS_PROOFS } from './request-fields'
import { REQUEST_LINE_PROOFS } from './request-line'
import { SHARED_STATE_PROOFS } from './shared-state'
import { SUBPROTOCOL_PROOFS } from './subprotocol'
import { SWITCHING_PROTOCOLS_PROOFS } from './switching-protocols'
import { TARGET_PROOFS } from './target'
import { UPGRADE_PROOFS } from './upgrade'
import { VERSION_PROOFS } from './version'

/** The proofs by one request, of every file in this folder that is named as a file of defects. */
export const PROOFS: Proofs = {
  ...ACCEPT_PROOFS,
  ...AFTER_101_PROOFS,
  ...CONNECTION_FIELD_PROOFS,
  ...CONNECTIONS_PROOFS,
  ...SHARED_STATE_PROOFS,
  ...BUFFERS_PROOFS,
  ...CONTENT_PROOFS,
  ...DEFLATE_MESSAGE_PROOFS,
  ...DEFLATE_OFFER_PROOFS,
  ...EXTENSION_PROOFS,
  ...FIELD_LINES_PROOFS,
  ...FRAMES_PROOFS,
  ...HOST_PROOFS,
  ...KEY_PROOFS,
  ...ORIGIN_PROOFS,
  ...REFUSALS_PROOFS,
  ...REQUEST_FIELDS_PROOFS,
  ...REQUEST_LINE_PROOFS,
  ...SUBPROTOCOL_PROOFS,
  ...SWITCHING_PROTOCOLS_PROOFS,
  ...TARGET_PROOFS,
  ...UPGRADE_PROOFS,
  ...VERSION_PROOFS,
}
