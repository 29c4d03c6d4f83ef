import { rfc6455, rfc9110 } from '../../../../harness/case/clause'

/** A 401 says how to authenticate. */
export const challengeIn401 = rfc9110(
  '15.5.2',
  '',
  'The server generating a 401 response MUST send a WWW-Authenticate header field (Section 11.6.1) containing at least one challenge applicable to the target resource.',
)

/** An invalid handshake gets an error of the client. */
export const errorForInvalid = rfc6455(
  '10.7',
  '',
  'If the invalid data is sent during the WebSocket handshake, the server SHOULD return an appropriate HTTP [RFC2616] status code.',
)
