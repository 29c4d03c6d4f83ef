import { rfc6455 } from '../../../../harness/case/clause'

/** The key that a handshake has. */
export const item5 = rfc6455(
  '4.2.1',
  'item 5',
  'A |Sec-WebSocket-Key| header field with a base64-encoded (see Section 4 of [RFC4648]) value that, when decoded, is 16 bytes in length.',
)

/** The characters of a key. */
export const alphabet = rfc6455('4.3', '', 'base64-character = ALPHA | DIGIT | "+" | "/"')

/** The end of a key. */
export const padding = rfc6455('4.3', '', 'base64-padding = (2base64-character "==") | (3base64-character "=")')

/** The grammar of a key as a whole. */
export const keyGrammar = rfc6455(
  '4.3',
  '',
  'base64-value-non-empty = (1*base64-data [ base64-padding ]) | base64-padding',
)

/** The Sec-WebSocket-Accept of the 101. */
export const asSent = rfc6455(
  '4.2.2',
  'step 5.4',
  'The value of this header field is constructed by concatenating /key/, defined above in step 4 in Section 4.2.2, with the string',
)

/** A server does not have to decode the key. */
export const notDecoded = rfc6455(
  '4.2.2',
  '/key/',
  'It is not necessary for the server to base64-decode the |Sec-WebSocket-Key| value.',
)
