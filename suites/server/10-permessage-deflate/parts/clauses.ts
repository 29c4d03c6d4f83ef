import { rfc7692 } from '../../../../harness/case/clause'

/** RFC 7692 7 for one of its four conditions, which the note names. */
function mustDeclineFor(condition: string) {
  return rfc7692(
    '7',
    condition,
    'A server MUST decline an extension negotiation offer for this extension if any of the following conditions are met',
  )
}

/** Offers that the server declines. */
export const invalidValue = mustDeclineFor('a parameter with an invalid value')
export const unknownParameter = mustDeclineFor('a parameter that is not defined for use in an offer')
export const repeatedParameter = mustDeclineFor('several parameters with the same name')
export const unsupportedDeclined = mustDeclineFor('the server does not support the offered configuration')

/** What a declined offer leads to. */
export const goesOnWithout = rfc7692(
  '5',
  '',
  'If a server responds with no PMCE element in the "Sec-WebSocket-Extensions" header, both endpoints proceed without per-message compression once _the WebSocket Connection is established_.',
)

/** What a client fails the connection for. */
export const invalidAnswer = rfc7692(
  '7',
  '',
  'A client MUST _Fail the WebSocket Connection_ if the peer server accepted an extension negotiation offer for this extension with an extension negotiation response meeting any of the following conditions',
)

/** The answer to server_max_window_bits. */
export const serverBitsAnswered = rfc7692(
  '7.1.2.1',
  '',
  'A server accepts an extension negotiation offer with this parameter by including the "server_max_window_bits" extension parameter in the extension negotiation response to send back to the client with the same or smaller value as the offer.',
)

/** The value of server_max_window_bits. */
export const serverBitsValue = rfc7692(
  '7.1.2.1',
  '',
  'This parameter has a decimal integer value without leading zeroes between 8 to 15, inclusive',
)

/** The value of client_max_window_bits in an offer. */
export const clientBitsOffered = rfc7692(
  '7.1.2.2',
  '',
  'This parameter has no value or a decimal integer value without leading zeroes between 8 to 15 inclusive',
)

/** The value of client_max_window_bits in an answer. */
export const clientBitsAnswered = rfc7692(
  '7.1.2.2',
  '',
  'The "client_max_window_bits" extension parameter in an extension negotiation response has a decimal integer value without leading zeroes between 8 to 15 inclusive',
)

/** An answer without client_max_window_bits. */
export const clientBitsUnasked = rfc7692(
  '7.1.2.2',
  '',
  'If a received extension negotiation offer doesn\'t have the "client_max_window_bits" extension parameter, the corresponding extension negotiation response to the offer MUST NOT include the "client_max_window_bits" extension parameter.',
)

/** The answer to server_no_context_takeover. */
export const takeoverAnswered = rfc7692(
  '7.1.1.1',
  '',
  'A server accepts an extension negotiation offer that includes the "server_no_context_takeover" extension parameter by including the "server_no_context_takeover" extension parameter in the corresponding extension negotiation response to send back to the client.',
)

/** Two accepted offers. */
export const noConflict = rfc7692(
  '5',
  '',
  'A server MUST NOT accept a PMCE extension negotiation offer together with another extension if the PMCE will conflict with the extension on their use of the RSV1 bit.',
)

/** Which of several offers is accepted. */
export const preference = rfc7692(
  '5',
  '',
  'It is recommended that a server accepts PMCEs with higher preference if the server supports them.',
)

/** A compressed message. */
export const compressedReceived = rfc7692(
  '6.2',
  '',
  'An endpoint MUST use the following algorithm to receive a message in the form of a compressed message.',
)

/** RSV1 where it does not belong. */
export const rsv1Misplaced = rfc7692(
  '6.1',
  '',
  'An endpoint MUST NOT set the "Per-Message Compressed" bit of control frames and non-first fragments of a data message. An endpoint receiving such a frame MUST _Fail the WebSocket Connection_.',
)
