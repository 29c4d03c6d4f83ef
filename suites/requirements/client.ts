import type { Requirement } from '../../harness/case/requirement'

const STATEMENTS = {
  requestIsGet: {
    id: 'NC01',
    where: '6455 4.1 request item 2',
    level: 'MUST',
    statement: 'the method of the request is GET',
  },
  requestVersionIs11: {
    id: 'NC02',
    where: '6455 4.1 request item 2',
    level: 'MUST',
    statement: 'the HTTP version of the request is at least 1.1',
  },
  targetIsResourceName: {
    id: 'NC03',
    where: '6455 4.1 request item 3',
    level: 'MUST',
    statement: 'the request-target is the resource name of the URL, or an absolute http or https URI with it',
  },
  hostOnce: {
    id: 'NC04',
    where: '6455 4.1 request item 4; 9112 3.2',
    level: 'MUST',
    statement: 'the request has one Host field',
  },
  hostNamesAuthority: {
    id: 'NC05',
    where: '9112 3.2; 6455 4.1 request item 4',
    level: 'MUST',
    statement: 'Host is the authority of the URL, with a port that is not the default',
  },
  upgradeOffersWebsocket: {
    id: 'NC06',
    where: '6455 4.1 request item 5',
    level: 'MUST',
    statement: 'the request has an Upgrade field with the keyword websocket',
  },
  connectionListsUpgrade: {
    id: 'NC07',
    where: '6455 4.1 request item 6',
    level: 'MUST',
    statement: 'the request has a Connection field with the token Upgrade',
  },
  keyOnce: {
    id: 'NC08',
    where: '6455 4.1 request item 7; 11.3.1',
    level: 'MUST',
    statement: 'the request has one Sec-WebSocket-Key field',
  },
  keyIs16RandomBytes: {
    id: 'NC09',
    where: '6455 4.1 request item 7',
    level: 'MUST',
    statement: 'the key is the base64 of 16 bytes',
  },
  keyIsFresh: {
    id: 'NC10',
    where: '6455 4.1 request item 7',
    level: 'MUST',
    statement: 'the key is chosen at random for each connection',
  },
  versionIs13: {
    id: 'NC11',
    where: '6455 4.1 request item 9; 11.3.5',
    level: 'MUST',
    statement: 'the request has one Sec-WebSocket-Version field with the value 13',
  },
  requestIsValidHttp: {
    id: 'NC12',
    where: '6455 4.1 request item 1; 9112 2.2, 5',
    level: 'MUST',
    statement: 'the handshake is a valid HTTP request',
  },
  requestHasNoContent: {
    id: 'NC13',
    where: '9110 9.3.1',
    level: 'SHOULD NOT',
    statement: 'a GET request has no content',
  },
  noExpectContinue: {
    id: 'NC14',
    where: '9110 10.1.1',
    level: 'MUST NOT',
    statement: 'a request without content does not expect 100-continue',
  },
  protocolsAreTokens: {
    id: 'NC15',
    where: '6455 4.1 request item 10',
    level: 'MUST',
    statement: 'Sec-WebSocket-Protocol lists the wanted subprotocols in their order, as unique tokens, or is absent',
  },
  waitsForResponse: {
    id: 'NC17',
    where: '6455 4.1 after request item 12',
    level: 'MUST',
    statement: 'the client sends nothing after its request before the response has come',
  },
  framesAreMasked: { id: 'NC18', where: '6455 5.1', level: 'MUST', statement: 'every frame of a client is masked' },
  originIsSerialised: {
    id: 'NC19',
    where: '6455 4.1 request item 8; 6454 7',
    level: 'MUST',
    statement: 'an Origin field has the ASCII serialisation of an origin',
  },
  rightAnswerOpens: {
    id: 'NC20',
    where: '6455 4.1 response items 1 to 6',
    level: 'MUST',
    statement: 'an answer that passes every check opens the WebSocket',
  },
  onlyStatus101Opens: {
    id: 'NC21',
    where: '6455 4.1 response item 1',
    level: 'MUST',
    statement: 'an answer with another status than 101 does not open the WebSocket',
  },
  upgradeChecked: {
    id: 'NC22',
    where: '6455 4.1 response item 2',
    level: 'MUST',
    statement: 'the client fails the connection unless Upgrade matches websocket',
  },
  connectionChecked: {
    id: 'NC23',
    where: '6455 4.1 response item 3',
    level: 'MUST',
    statement: 'the client fails the connection unless Connection has the token Upgrade',
  },
  acceptChecked: {
    id: 'NC24',
    where: '6455 4.1 response item 4',
    level: 'MUST',
    statement: 'the client fails the connection unless Sec-WebSocket-Accept is the value for its key',
  },
  acceptTrimmed: {
    id: 'NC25',
    where: '6455 4.1 response item 4; 9110 5.5',
    level: 'MUST',
    statement: 'whitespace around the value of Sec-WebSocket-Accept is ignored',
  },
  interimResponsesRead: {
    id: 'NC26',
    where: '9110 15.2',
    level: 'MUST',
    statement: 'a client reads interim responses before the final one, even where it expects none',
  },
  statusLineMatchesGrammar: {
    id: 'NC27',
    where: '6455 4.2.2 item 5; 9112 4',
    level: 'MUST',
    statement: 'an answer whose status line does not match the grammar does not open the WebSocket',
  },
  reasonPhraseIgnored: {
    id: 'NC28',
    where: '9112 4',
    level: 'SHOULD',
    statement: 'the reason phrase and the minor version of an answer decide nothing',
  },
  fieldLinesMatchGrammar: {
    id: 'NC80',
    where: '6455 4.2.2 item 5; 9112 5; 9110 5.1',
    level: 'MUST',
    statement: 'an answer with a line that is no field line does not open the WebSocket',
  },
  foldedLinesRead: {
    id: 'NC81',
    where: '9112 5.2',
    level: 'MUST',
    statement: 'a user agent replaces the fold of a field line with spaces',
  },
  noSpaceBeforeColon: {
    id: 'NC82',
    where: '9112 5.1',
    level: 'ought to',
    statement: 'no whitespace is allowed between the name of a field and its colon',
  },
  framingFieldsIgnored: {
    id: 'NC83',
    where: '9112 6.3 rule 1',
    level: 'MUST',
    statement: 'a 101 ends with its empty line, whatever its fields say about content',
  },
  onlyWholeAnswerOpens: {
    id: 'NC84',
    where: '6455 4.1, 7.2.1; 9112 2.1',
    level: 'MUST',
    statement: 'the WebSocket opens after a whole and valid answer alone',
  },
  headIsBounded: {
    id: 'NC85',
    where: '9110 17.5',
    level: 'ought to',
    statement: 'a recipient limits how much of a header section it reads',
  },
  brokenFramesFail: {
    id: 'NC86',
    where: '6455 5.1, 5.2',
    level: 'MUST',
    statement: 'the client closes the connection upon a frame that is masked or that no rule allows',
  },
  rightAnswerOpensOverTls: {
    id: 'NC88',
    where: '6455 4.1 step 5, 10.6',
    level: 'MUST',
    statement: 'a right answer over TLS with a trusted certificate opens the WebSocket',
  },
  certificateVerified: {
    id: 'NC89',
    where: '6455 4.1 step 5; 9110 4.3.4',
    level: 'MUST',
    statement: 'the client sends nothing to a server whose certificate it cannot verify for the host of the URL',
  },
  tlsBeforeAnswer: {
    id: 'NC90',
    where: '6455 4.1 step 5',
    level: 'MUST',
    statement: 'a wss URL opens over TLS alone',
  },
  staysOnTls: {
    id: 'NC91',
    where: '6455 10.6',
    level: 'ought to',
    statement: 'a client does not leave TLS for a redirect',
  },
  pingsAnswered: { id: 'NC87', where: '6455 5.5.2', level: 'MUST', statement: 'the client answers a Ping with a Pong' },
  offersMatchGrammar: {
    id: 'NC60',
    where: '6455 9.1; 7692 7, 7.1.1',
    level: 'MUST',
    statement: 'Sec-WebSocket-Extensions matches its grammar, and its parameters are defined for their extension',
  },
  offeredBitsValid: {
    id: 'NC61',
    where: '7692 7.1.2.1, 7.1.2.2',
    level: 'MUST',
    statement: 'a window in an offer of permessage-deflate has 8 to 15 bits',
  },
  onlyOfferedExtensions: {
    id: 'NC62',
    where: '6455 4.1 response item 5; 9.1',
    level: 'MUST',
    statement: 'the client fails the connection where the answer lists an extension that it did not offer',
  },
  extensionsMatchGrammar: {
    id: 'NC63',
    where: '6455 9.1',
    level: 'MUST',
    statement: 'the client fails the connection where Sec-WebSocket-Extensions does not match its grammar',
  },
  acceptedOfferOpens: {
    id: 'NC64',
    where: '7692 5, 7.1; 6455 9.1',
    level: 'MUST',
    statement: 'an answer that accepts an offer of permessage-deflate opens the WebSocket',
  },
  deflateAnswerChecked: {
    id: 'NC65',
    where: '7692 7',
    level: 'MUST',
    statement: 'the client fails the connection where the answer has a parameter that is unknown, invalid or repeated',
  },
  deflateAnswerMatchesOffer: {
    id: 'NC66',
    where: '7692 5, 7.1',
    level: 'MUST',
    statement: 'the client fails the connection where the parameters of the answer accept none of its offers',
  },
  deflateOnce: {
    id: 'NC67',
    where: '7692 5',
    level: 'MUST',
    statement: 'the client fails the connection where two extensions of the answer use RSV1',
  },
  compressedMessagesRead: {
    id: 'NC68',
    where: '7692 6.2, 7.2.2',
    level: 'MUST',
    statement: 'the client decompresses the messages that have RSV1',
  },
  serverWindowKept: {
    id: 'NC69',
    where: '7692 7.2.2',
    level: 'MUST',
    statement: 'without server_no_context_takeover the client decompresses with the window of the message before',
  },
  compressedMessagesWritten: {
    id: 'NC70',
    where: '7692 5, 6.1, 7.2.1',
    level: 'MUST',
    statement: 'what the client compresses can be decompressed with what was agreed on, and RSV1 begins such a message',
  },
  rsv1OnlyOnMessages: {
    id: 'NC73',
    where: '7692 6.1',
    level: 'MUST',
    statement: 'the client fails the connection where RSV1 is on a control frame or on a later frame of a message',
  },
  clientWindowObeyed: {
    id: 'NC71',
    where: '7692 7.2.1',
    level: 'MUST NOT',
    statement: 'the client compresses with no larger window than client_max_window_bits in the answer allows',
  },
  clientTakeoverObeyed: {
    id: 'NC72',
    where: '7692 7.1.1.2, 7.2.1',
    level: 'MUST',
    statement: 'with client_no_context_takeover in the answer the client compresses each message with an empty window',
  },
} satisfies Readonly<Record<string, Requirement>>

/**
 * The normative statements that bind the client. The name of a statement says what must hold; pages and reports show its
 * id, which is final.
 */
export const C: Readonly<Record<keyof typeof STATEMENTS, Requirement>> = STATEMENTS

/** All normative statements that bind the client, in the order of their ids. */
export const clientRequirements: readonly Requirement[] = Object.values(C)
