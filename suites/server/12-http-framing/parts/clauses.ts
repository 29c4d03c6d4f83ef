import { rfc9110, rfc9112 } from '../../../../harness/case/clause'

// Where the message ends.

export const byLength = rfc9112('6.3', 'item 6', 'its decimal value defines the expected message body length in octets')

/** The form of a length. */
export const digitsOnly = rfc9110('8.6', '', 'Content-Length = 1*DIGIT')

export const byChunks = rfc9112(
  '6.3',
  'item 4',
  'the message body length is determined by reading and decoding the chunked data until the transfer coding indicates the data is complete',
)

export const lengthUnknown = rfc9112(
  '6.3',
  'item 4',
  'the message body length cannot be determined reliably; the server MUST respond with the 400 (Bad Request) status code and then close the connection',
)

export const invalidLength = rfc9112(
  '6.3',
  'item 5',
  'If the unrecoverable error is in a request message, the server MUST respond with a 400 (Bad Request) status code and then close the connection.',
)

export const readOrClose = rfc9112(
  '9.3',
  '',
  'A server MUST read the entire request message body or close the connection after sending its response',
)

export const largeNumerals = rfc9110(
  '8.6',
  '',
  'a recipient MUST anticipate potentially large decimal numerals and prevent parsing errors due to integer conversion overflows',
)

/** A transfer coding, whatever the letters of its name and the whitespace around it. */
export const anySpelling = rfc9112('7', '', 'All transfer-coding names are case-insensitive')

/** Who can mend a 101 to a request with content: nobody has to wait for the other. */
export const WHO_CAN_REFUSE =
  'the code that writes the 101 sees Content-Length and Transfer-Encoding and can refuse the request; the HTTP library below it can refuse it too, or read the content first'

// What a field line may be.

export const bareCr = rfc9112(
  '2.2',
  '',
  'A recipient of such a bare CR MUST consider that element to be invalid or replace each bare CR with SP',
)

export const nulInValue = rfc9110(
  '5.5',
  '',
  'a recipient of CR, LF, or NUL within a field value MUST either reject the message or replace each of those characters with SP',
)

export const beforeColon = rfc9112(
  '5.1',
  '',
  'A server MUST reject, with a response status code of 400 (Bad Request), any received request message that contains whitespace between a header field name and colon.',
)

export const obsFold = rfc9112(
  '5.2',
  '',
  'A server that receives an obs-fold in a request message that is not within a "message/http" container MUST either reject the message by sending a 400 (Bad Request), preferably with a representation explaining that obsolete line folding is unacceptable, or replace each received obs-fold with one or more SP octets',
)

export const notTheGrammar = rfc9112(
  '2.2',
  'what does not match the grammar',
  'the server SHOULD respond with a 400 (Bad Request) response and close the connection',
)

export const tooLarge = rfc9110(
  '5.4',
  '',
  'A server that receives a request header field line, field value, or set of fields larger than it wishes to process MUST respond with an appropriate 4xx (Client Error) status code.',
)

// Several messages.

export const continueFirst = rfc9110(
  '7.8',
  '',
  'the server MUST send a 100 (Continue) response before sending a 101 (Switching Protocols) response',
)

export const inOrder = rfc9112(
  '9.3.2',
  '',
  'it MUST send the corresponding responses in the same order that the requests were received',
)
