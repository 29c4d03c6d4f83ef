import { CONNECTION_DEFECTS } from './connection'
import type { Defect } from './defect'
import { KEY_DEFECTS } from './key'
import { RESPONSE_DEFECTS } from './response'
import { SUBPROTOCOL_DEFECTS } from './subprotocol'
import { UPGRADE_DEFECTS } from './upgrade'
import { VERSION_DEFECTS } from './version'

/** Every defect, by suite. */
export const DEFECTS: readonly Defect[] = [
  ...UPGRADE_DEFECTS,
  ...CONNECTION_DEFECTS,
  ...KEY_DEFECTS,
  ...VERSION_DEFECTS,
  ...RESPONSE_DEFECTS,
  ...SUBPROTOCOL_DEFECTS,
]
