import { rfc6455 } from '../../../../harness/case/clause'

/** What a server does with a version that it does not speak. */
export const mismatch = rfc6455(
  '4.2.2',
  '/version/',
  'If this version does not match a version understood by the server, the server MUST abort the WebSocket handshake described in this section and instead send an appropriate HTTP error code (such as 426 Upgrade Required) and a |Sec-WebSocket-Version| header field indicating the version(s) the server is capable of understanding.',
)

/** The list of versions in such an answer. */
export const advertisement = rfc6455(
  '4.4',
  '',
  "If the server doesn't support the requested version, it MUST respond with a |Sec-WebSocket-Version| header field (or multiple |Sec-WebSocket-Version| header fields) containing all versions it is willing to use.",
)

/** The version of a request. */
export const versionGrammar = rfc6455(
  '4.3',
  '',
  'version = DIGIT | (NZDIGIT DIGIT) | ("1" DIGIT DIGIT) | ("2" DIGIT DIGIT) ; Limited to 0-255 range, with no leading zeros',
)

/** The versions of a response. */
export const listGrammar = rfc6455('4.3', '', 'Sec-WebSocket-Version-Server = 1#version')

/** The version that a handshake has. */
export const item6 = rfc6455('4.2.1', 'item 6', 'A |Sec-WebSocket-Version| header field, with a value of 13.')
