import { rfc6455, rfc7692 } from '../../../harness/case/clause'

/** An extension that was not offered. */
export const notOffered = rfc6455(
  '4.1',
  'response item 5',
  "this header field indicates the use of an extension that was not present in the client's handshake (the server has indicated an extension not requested by the client), the client MUST _Fail the WebSocket Connection_",
)

/** A value that breaks the grammar. */
export const malformedFails = rfc6455(
  '9.1',
  '',
  'If a value is received by either the client or the server during negotiation that does not conform to the ABNF below, the recipient of such malformed data MUST immediately _Fail the WebSocket Connection_.',
)

/** What a list in an answer means. */
export const listedIsInUse = rfc6455(
  '9.1',
  '',
  'The extensions listed by the server in response represent the extensions actually in use for the connection.',
)

/** The value of a parameter may be quoted. */
export const paramGrammar = rfc6455('9.1', '', 'extension-param = token [ "=" (token | quoted-string) ]')

/** RFC 7692 7 for one of its four conditions, which the note names. */
function mustFailFor(condition: string) {
  return rfc7692(
    '7',
    condition,
    'A client MUST _Fail the WebSocket Connection_ if the peer server accepted an extension negotiation offer for this extension with an extension negotiation response meeting any of the following conditions',
  )
}

export const unknownParameter = mustFailFor('a parameter that is not defined for use in a response')
export const invalidBits = mustFailFor('a parameter with an invalid value; valid are 8 to 15 without leading zeroes')
export const invalidFlag = mustFailFor('a parameter with an invalid value; this one has no value')
export const repeatedParameter = mustFailFor('several parameters with the same name')

/** An answer that accepts no offer of the client. */
export const invalidResponse = rfc7692(
  '5',
  '',
  'If a server gives an invalid response, such as accepting a PMCE that the client did not offer, the client MUST _Fail the WebSocket Connection_.',
)

/** Two extensions that use RSV1. */
export const conflict = rfc7692(
  '5',
  '',
  'A client that received a response accepting a PMCE extension negotiation offer together with such an extension MUST _Fail the WebSocket Connection_.',
)

/** A valid answer is used. */
export const validIsUsed = rfc7692(
  '5',
  '',
  'both endpoints MUST use the algorithm described in Section 6 and the message payload transformation (compressing and decompressing) procedure of the PMCE configured with the "agreed parameters" returned by the server to exchange messages.',
)

export const serverTakeoverAnswered = rfc7692(
  '7.1.1.1',
  '',
  'The "server_no_context_takeover" extension parameter in an extension negotiation response has no value.',
)

export const serverTakeoverAccepts = rfc7692(
  '7.1.1.1',
  '',
  'A server accepts an extension negotiation offer that includes the "server_no_context_takeover" extension parameter by including the "server_no_context_takeover" extension parameter in the corresponding extension negotiation response to send back to the client.',
)

export const clientTakeoverAnswered = rfc7692(
  '7.1.1.2',
  '',
  'The "client_no_context_takeover" extension parameter in an extension negotiation response has no value.',
)

export const clientTakeoverSupported = rfc7692(
  '7.1.1.2',
  '',
  'A client MUST support the "client_no_context_takeover" extension parameter in an extension negotiation response.',
)

export const clientTakeoverIgnored = rfc7692(
  '7.1.1.2',
  '',
  'the server may either ignore the parameter or use the parameter to avoid taking over the LZ77 sliding window unnecessarily',
)

export const serverBitsAnswered = rfc7692(
  '7.1.2.1',
  '',
  'The "server_max_window_bits" extension parameter in an extension negotiation response has a decimal integer value without leading zeroes between 8 to 15, inclusive',
)

export const serverBitsAccepts = rfc7692(
  '7.1.2.1',
  '',
  'A server accepts an extension negotiation offer with this parameter by including the "server_max_window_bits" extension parameter in the extension negotiation response to send back to the client with the same or smaller value as the offer.',
)

export const serverBitsUnasked = rfc7692(
  '7.1.2.1',
  '',
  'A server MAY include the "server_max_window_bits" extension parameter in an extension negotiation response even if the extension negotiation offer being accepted by the response didn\'t include the "server_max_window_bits" extension parameter.',
)

export const clientBitsAnswered = rfc7692(
  '7.1.2.2',
  '',
  'The "client_max_window_bits" extension parameter in an extension negotiation response has a decimal integer value without leading zeroes between 8 to 15 inclusive',
)

export const clientBitsOffered = rfc7692(
  '7.1.2.2',
  '',
  'a client informs the peer server that the client supports the "client_max_window_bits" extension parameter in an extension negotiation response',
)

export const clientBitsUnasked = rfc7692(
  '7.1.2.2',
  '',
  'If a received extension negotiation offer doesn\'t have the "client_max_window_bits" extension parameter, the corresponding extension negotiation response to the offer MUST NOT include the "client_max_window_bits" extension parameter.',
)

/** What a client may refuse. */
export const UNSUPPORTED =
  'RFC 7692 7: a client fails where it "does not support the configuration that the response represents"; 5.1 lets it close with 1010'

export const compressedReceived = rfc7692(
  '6.2',
  '',
  'An endpoint MUST use the following algorithm to receive a message in the form of a compressed message.',
)

export const windowKept = rfc7692(
  '7.2.2',
  '',
  'Otherwise, the client MUST decompress each new message using the LZ77 sliding window used to process the last compressed message.',
)

export const shortWindow = rfc7692(
  '7.2.1',
  '',
  'the client MUST NOT use an LZ77 sliding window longer than the w-th power of 2 bytes to compress messages to send.',
)

export const emptyWindow = rfc7692(
  '7.2.1',
  '',
  'If the "agreed parameters" contain the "client_no_context_takeover" extension parameter, the client MUST start compressing each new message with an empty LZ77 sliding window.',
)

export const rsv1Misplaced = rfc7692(
  '6.1',
  '',
  'An endpoint MUST NOT set the "Per-Message Compressed" bit of control frames and non-first fragments of a data message. An endpoint receiving such a frame MUST _Fail the WebSocket Connection_.',
)

export const reservedBits = rfc6455(
  '5.2',
  'RSV1, RSV2, RSV3',
  'If a nonzero value is received and none of the negotiated extensions defines the meaning of such a nonzero value, the receiving endpoint MUST _Fail the WebSocket Connection_.',
)
