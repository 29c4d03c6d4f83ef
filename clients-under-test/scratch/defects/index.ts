import type { ClientDefect } from '../overlay'
import { EXTENSION_DEFECTS } from './extensions'
import { REQUEST_DEFECTS } from './requests'
import { RESPONSE_DEFECTS } from './response-checks'
import { STATUS_DEFECTS } from './status'
import { SYNTAX_TRANSPORT_DEFECTS } from './syntax-transport'
import { TLS_DEFECTS } from './tls'

/** Every defect, in the order of the suites. */
export const CLIENT_DEFECTS: readonly ClientDefect[] = [
  ...REQUEST_DEFECTS,
  ...STATUS_DEFECTS,
  ...RESPONSE_DEFECTS,
  ...EXTENSION_DEFECTS,
  ...SYNTAX_TRANSPORT_DEFECTS,
  ...TLS_DEFECTS,
]
