import { rfc6455, rfc9110, rfc9112 } from '../../../../harness/case/clause'

/** How the Sec-WebSocket-Accept is made. */
export const acceptFromKey = rfc6455(
  '4.2.2',
  'step 5.4',
  'The value of this header field is constructed by concatenating /key/',
)

/** How long the value of Sec-WebSocket-Accept is. */
export const twentyBytes = rfc6455(
  '4.2.2',
  'step 5.4',
  'taking the SHA-1 hash of this concatenated value to obtain a 20-byte value',
)

/** A 101 has no content. */
export const noContentIn101 = rfc9112(
  '6.3',
  'item 1',
  'is always terminated by the first empty line after the header fields, regardless of the header fields present in the message, and thus cannot contain a message body or trailer section',
)

/** The Upgrade of the 101. */
export const upgradeIn101 = rfc6455('4.2.2', 'step 5.2', 'An |Upgrade| header field with value "websocket"')

/** The Connection of the 101. */
export const connectionIn101 = rfc6455('4.2.2', 'step 5.3', 'A |Connection| header field with value "Upgrade".')

/** The form of a status line. */
export const statusLineForm = rfc9112(
  '4',
  'HTTP-version SP status-code SP [ reason-phrase ]',
  'A server MUST send the space that separates the status-code from the reason-phrase even when the reason-phrase is absent',
)

/** A 101 declares no length. */
export const noLengthIn1xx = rfc9110(
  '8.6',
  '',
  'A server MUST NOT send a Content-Length header field in any response with a status code of 1xx (Informational)',
)

/** A 101 declares no transfer coding. */
export const noCodingIn1xx = rfc9112(
  '6.1',
  '',
  'A server MUST NOT send a Transfer-Encoding header field in any response with a status code of 1xx (Informational)',
)

/** What close in a response means. */
export const closeCloses = rfc9112(
  '9.6',
  '',
  'A server that sends a "close" connection option MUST initiate closure of the connection',
)

/** The syntax of what a server sends. */
export const elementsByGrammar = rfc9110(
  '2.2',
  '',
  'A sender MUST NOT generate protocol elements that do not match the grammar defined by the corresponding ABNF rules.',
)

/** Field lines of a handshake may come in any order. */
export const orderIsFree = rfc6455('4.2.1', 'introduction', 'the order of the header fields is not important')
