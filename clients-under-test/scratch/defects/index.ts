import type { ClientDefect } from '../overlay'
import { EXTENSION_DEFECTS } from './extensions'
import { REDIRECT_DEFECTS } from './redirects'
import { FURTHER_DEFECTS, GIVEN_DEFECTS } from './request-given'
import { REQUEST_DEFECTS } from './requests'
import { RESPONSE_DEFECTS } from './response-checks'
import { STATUS_DEFECTS } from './status'
import { SUBPROTOCOL_DEFECTS } from './subprotocol'
import { SYNTAX_TRANSPORT_DEFECTS } from './syntax-transport'
import { TLS_DEFECTS } from './tls'
import { VALID_RESPONSE_DEFECTS } from './valid-response'

/** Every defect, in the order of the suites. */
export const CLIENT_DEFECTS: readonly ClientDefect[] = [
  ...REQUEST_DEFECTS,
  ...GIVEN_DEFECTS,
  ...FURTHER_DEFECTS,
  ...VALID_RESPONSE_DEFECTS,
  ...STATUS_DEFECTS,
  ...REDIRECT_DEFECTS,
  ...RESPONSE_DEFECTS,
  ...EXTENSION_DEFECTS,
  ...SUBPROTOCOL_DEFECTS,
  ...SYNTAX_TRANSPORT_DEFECTS,
  ...TLS_DEFECTS,
]
