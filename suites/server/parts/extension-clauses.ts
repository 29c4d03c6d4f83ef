import { rfc2616, rfc6455 } from '../../../harness/case/clause'

// What the RFCs say about Sec-WebSocket-Extensions, whatever the extension is.

/** What a 101 may list. */
export const listsOffered = rfc6455('4.2.2', '/extensions/', 'Extensions not listed by the client MUST NOT be listed.')

/** What a list in a 101 means. */
export const listedIsInUse = rfc6455(
  '9.1',
  'a name MUST be registered, and this one is not',
  'The extensions listed by the server in response represent the extensions actually in use for the connection.',
)

/** A value that breaks the grammar. */
export const malformedFails = rfc6455(
  '9.1',
  '',
  'If a value is received by either the client or the server during negotiation that does not conform to the ABNF below, the recipient of such malformed data MUST immediately _Fail the WebSocket Connection_.',
)

/** Several lines are one list. */
export const linesAreEquivalent = rfc6455(
  '9.1',
  'and the two forms are "exactly equivalent"',
  'Note that like other HTTP header fields, this header field MAY be split or combined across multiple lines.',
)

/** A request may have several lines. */
export const mayRepeat = rfc6455(
  '11.3.2',
  '',
  'The |Sec-WebSocket-Extensions| header field MAY appear multiple times in an HTTP request (which is logically the same as a single |Sec-WebSocket-Extensions| header field that contains all values.',
)

/** The parameters of an extension. */
export const paramGrammar = rfc6455('9.1', '', 'extension-param = token [ "=" (token | quoted-string) ]')

/** Whitespace between any two words. */
export const impliedLws = rfc6455(
  '9.1',
  '',
  'this section is using ABNF syntax/rules from [RFC2616], including the "implied *LWS rule"',
)

/** Where whitespace may be. */
export const lwsBetweenWords = rfc2616(
  '2.1',
  '',
  'linear white space (LWS) can be included between any two adjacent words (token or quoted-string), and between adjacent words and separators, without changing the interpretation of a field',
)
