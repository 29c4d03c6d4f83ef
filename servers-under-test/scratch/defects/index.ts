import { CONNECTION_DEFECTS } from './connection'
import type { Defect } from './defect'
import { DEFLATE_DEFECTS } from './deflate'
import { EXTENSION_DEFECTS } from './extension'
import { FRAMING_DEFECTS } from './framing'
import { HOST_DEFECTS } from './host'
import { KEY_DEFECTS } from './key'
import { LINE_DEFECTS } from './lines'
import { LINK_DEFECTS } from './link'
import { MESSAGE_DEFECTS } from './message'
import { ORIGIN_DEFECTS } from './origin'
import { POLICY_DEFECTS } from './policy'
import { REQUEST_LINE_DEFECTS } from './request-line'
import { RESPONSE_DEFECTS } from './response'
import { SUBPROTOCOL_DEFECTS } from './subprotocol'
import { TARGET_DEFECTS } from './target'
import { TRANSPORT_DEFECTS } from './transport'
import { UPGRADE_DEFECTS } from './upgrade'
import { VERSION_DEFECTS } from './version'

/** Every defect, by suite. */
export const DEFECTS: readonly Defect[] = [
  ...REQUEST_LINE_DEFECTS,
  ...TARGET_DEFECTS,
  ...HOST_DEFECTS,
  ...UPGRADE_DEFECTS,
  ...CONNECTION_DEFECTS,
  ...KEY_DEFECTS,
  ...VERSION_DEFECTS,
  ...RESPONSE_DEFECTS,
  ...SUBPROTOCOL_DEFECTS,
  ...EXTENSION_DEFECTS,
  ...DEFLATE_DEFECTS,
  ...MESSAGE_DEFECTS,
  ...ORIGIN_DEFECTS,
  ...FRAMING_DEFECTS,
  ...LINE_DEFECTS,
  ...TRANSPORT_DEFECTS,
  ...LINK_DEFECTS,
  ...POLICY_DEFECTS,
]
