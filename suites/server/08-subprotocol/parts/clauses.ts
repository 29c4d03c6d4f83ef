import { rfc6455, rfc9112 } from '../../../../harness/case/clause'

/** What a server may select. */
export const selection = rfc6455(
  '4.2.2',
  '/subprotocol/',
  "The value chosen MUST be derived from the client's handshake, specifically by selecting one of the values from the |Sec-WebSocket-Protocol| field that the server is willing to use for this connection (if any).",
)

/** What a server sends that selects nothing. */
export const nothingSelected = rfc6455(
  '4.2.2',
  '/subprotocol/',
  'if the server does not wish to agree to one of the suggested subprotocols, it MUST NOT send back a |Sec-WebSocket-Protocol| header field in its response',
)

/** The form of the field in a 101. */
export const notEmpty = rfc6455(
  '4.2.2',
  '/subprotocol/',
  'The empty string is not the same as the null value for these purposes and is not a legal value for this field.',
)

/** The grammar of the field in a 101. */
export const oneTokenInAnswer = rfc6455('4.3', '', 'Sec-WebSocket-Protocol-Server = token')

/** The number of lines in a 101. */
export const oneLineInAnswer = rfc6455(
  '11.3.4',
  '',
  'the |Sec-WebSocket-Protocol| header field MUST NOT appear more than once in an HTTP response',
)

/** The grammar of the offer. */
export const offerGrammar = rfc6455('4.3', '', 'Sec-WebSocket-Protocol-Client = 1#token')

/** Several lines are one list. */
export const linesAreOneList = rfc6455(
  '11.3.4',
  '',
  'The |Sec-WebSocket-Protocol| header field MAY appear multiple times in an HTTP request (which is logically the same as a single |Sec-WebSocket-Protocol| header field that contains all values).',
)

/** What keeps a server from writing lines of a client into its response. */
export const noCrLf = rfc9112(
  '11.1',
  '',
  "A more effective mitigation is to prevent anything other than the server's core protocol libraries from sending a CR or LF within the header section",
)
