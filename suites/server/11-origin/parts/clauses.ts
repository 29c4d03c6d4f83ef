import { rfc6455 } from '../../../../harness/case/clause'

/** A server for certain sites looks at the origin. */
export const verifiesOrigin = rfc6455(
  '10.2',
  '',
  'Servers that are not intended to process input from any web page but only for certain sites SHOULD verify the |Origin| field is an origin they expect.',
)

/** How an origin is refused. */
export const refusesOrigin = rfc6455(
  '4.2.2',
  '/origin/',
  'If the server does not wish to accept this connection, it MUST return an appropriate HTTP error code (e.g., 403 Forbidden) and abort the WebSocket handshake',
)

/** The status of such a refusal. */
export const refusesWith403 = rfc6455(
  '10.2',
  '',
  'If the origin indicated is unacceptable to the server, then it SHOULD respond to the WebSocket handshake with a reply containing HTTP 403 Forbidden status code.',
)

/** Whatever comes in is checked. */
export const dataIsValidated = rfc6455(
  '10.7',
  '',
  'Incoming data MUST always be validated by both clients and servers.',
)

/** What a server returns for invalid data in a handshake. */
export const statusForInvalidData = rfc6455(
  '10.7',
  '',
  'If the invalid data is sent during the WebSocket handshake, the server SHOULD return an appropriate HTTP [RFC2616] status code.',
)
