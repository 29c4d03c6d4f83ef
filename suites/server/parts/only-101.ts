import { rfc6455 } from '../../../harness/case/clause'

/** Which response opens a WebSocket. */
export const only101Opens = rfc6455(
  '4.2.2',
  'step 5',
  'If the server chooses to accept the incoming connection, it MUST reply with a valid HTTP response indicating the following.',
)
