import type { Cause } from '../harness/case/cause'

export type { Cause }

/**
 * The causes of findings, the gravest harm first. Every case has exactly one, which explains its findings. Where the
 * evidence decides otherwise, the finding itself names the cause: 6.02 opens (`version-not-checked`) or refuses without
 * a list of versions (`refusal-incomplete`).
 */
export const causes: readonly Cause[] = [
  // One request, or one connection, takes others down.
  {
    id: 'process-dies',
    title: 'An uncaught error or an endless loop takes the server down',
    why: 'One client ends the connections of all others.',
    remedy:
      'Handle the error event of every socket before and after the handshake, and bound every loop over received bytes. Run the repeat line and read the stack trace of the server.',
    impact: 'outage',
    cases: ['0.06', '9.18', '10.33', '13.12', '13.19', '14.15'],
  },
  {
    id: 'unbounded-cost',
    title: 'The cost of a request has no bound, or grows faster than its size',
    why: 'One client occupies the processor or the memory that all others need.',
    remedy:
      'Bound the size of the header section and the time until it is complete, and read lists in one pass without backtracking.',
    impact: 'outage',
    cases: ['8.17', '8.18', '9.16', '9.17', '12.32', '12.34', '12.35'],
  },
  {
    id: 'connections-block-others',
    title: 'One slow or silent connection keeps others from being served',
    why: 'A client that sends nothing stops the service for everybody.',
    remedy:
      'Read every connection on its own (event loop, thread or task), and close one that does not complete its header section in time.',
    impact: 'outage',
    cases: ['7.19', '13.13', '13.14', '13.15', '13.20', '13.26', '15.10'],
  },
  // Bytes of one message are taken for another.
  {
    id: 'body-not-refused',
    title: 'A handshake with a body is accepted, and the body is read as frames',
    why: 'A proxy in front counts the same bytes as a body, so that an attacker can place frames or requests there.',
    remedy:
      'Before the 101, refuse a request that has Transfer-Encoding, or Content-Length other than 0, with 400 and close the connection.',
    impact: 'smuggling',
    cases: ['12.01', '12.02', '12.03', '12.04', '12.07', '12.08', '12.09', '12.12', '12.36', '12.37', '12.38', '12.51'],
  },
  {
    id: 'ambiguous-length-accepted',
    title: 'An invalid or ambiguous message length is accepted',
    why: 'Two recipients that disagree about the end of a message let an attacker smuggle a request between them.',
    remedy:
      'Answer 400 and close where Content-Length is invalid or has two values, where Transfer-Encoding does not end in chunked or is sent with HTTP/1.0, and where both fields are present.',
    impact: 'smuggling',
    cases: ['12.05', '12.06', '12.10', '12.11', '12.13'],
  },
  {
    id: 'malformed-line-accepted',
    title: 'A malformed field line is taken for a valid one',
    why: 'A proxy in front reads the same line differently, so its rules can be bypassed.',
    remedy:
      'Answer 400 for a space before the colon, for a bare CR, and for a line that starts with whitespace before the first field line. Do not trim or repair such a line.',
    impact: 'smuggling',
    cases: ['1.42', '12.17', '12.18', '12.19', '12.20', '12.25', '12.26', '12.27'],
  },
  {
    id: 'reads-on-as-http',
    title: 'HTTP is still parsed after the connection became a WebSocket, or answers come out of order',
    why: 'A response reaches the client as frames, or as the answer to another request.',
    remedy:
      'Stop the HTTP parser in the moment the 101 is written. Write the responses of pipelined requests in the order of the requests, and read nothing more after a response with Connection: close.',
    impact: 'smuggling',
    cases: ['7.18', '12.40', '12.41', '12.42', '12.43', '12.44', '12.54', '13.18', '13.22', '14.10', '14.17', '15.08'],
  },
  {
    id: 'state-shared',
    title: 'What one request or connection left is used for another',
    why: 'Fields and bytes of one client reach another, and a refused request changes the next one.',
    remedy:
      'Keep the buffer and the parsed fields of a request in an object of its own connection, and empty both before the next request. Send messages only on connections that are open.',
    impact: 'smuggling',
    cases: ['13.25', '13.27', '13.28'],
  },
  {
    id: 'incomplete-request-applied',
    title: 'A request is applied before it is complete',
    why: 'Half a request is executed, with fields missing that would have changed its meaning.',
    remedy:
      'Answer only after the empty line that ends the header section. Where the connection ends before it, drop the request.',
    impact: 'smuggling',
    cases: ['7.10', '13.11', '13.24'],
  },
  {
    id: 'answer-framed-wrongly',
    title: 'The length of a response is wrong, or the request writes lines into it',
    why: 'The client takes the rest of one response for the start of the next.',
    remedy:
      'Send Content-Length that equals the content, no content to HEAD, and never copy bytes of the request into a header section without checking them for CR and LF.',
    impact: 'smuggling',
    cases: ['8.19', '12.45', '12.46', '12.49'],
  },
  // A peer that conforms is refused or misread.
  {
    id: 'correct-handshake-refused',
    title: 'A correct handshake of a usual client is refused',
    why: 'Clients that conform cannot connect.',
    remedy:
      'Compare the refused request with the accepted one next to it: the lines that differ must not matter. Unknown fields are ignored.',
    impact: 'interop',
    cases: [
      '0.01',
      '0.02',
      '0.03',
      '0.04',
      '0.05',
      '1.19',
      '1.27',
      '1.28',
      '1.29',
      '1.38',
      '2.04',
      '2.09',
      '2.11',
      '2.12',
      '2.13',
      '2.14',
      '2.15',
      '2.17',
      '2.20',
      '2.22',
      '3.05',
      '3.06',
      '3.07',
      '3.13',
      '3.17',
      '4.12',
      '4.14',
      '4.17',
      '5.19',
      '5.20',
      '5.21',
      '7.12',
      '7.14',
      '7.15',
      '7.24',
      '8.28',
      '9.05',
      '9.24',
      '12.24',
      '12.31',
      '12.33',
      '12.39',
      '13.04',
      '13.16',
      '13.17',
      '13.21',
      '15.06',
      '15.14',
      '15.15',
    ],
  },
  {
    id: 'one-read-is-one-request',
    title: 'One read from the socket is taken for one whole request',
    why: 'TCP may deliver a request in any number of pieces, and does so on slow networks.',
    remedy:
      'Collect received bytes in a buffer until the empty line is found. Keep bytes after it for the frame parser.',
    impact: 'interop',
    cases: [
      '1.35',
      '1.36',
      '12.52',
      '12.53',
      '13.01',
      '13.02',
      '13.03',
      '13.05',
      '13.06',
      '13.07',
      '13.08',
      '13.09',
      '13.10',
      '13.23',
      '14.18',
      '14.20',
      '14.21',
    ],
  },
  {
    id: 'accept-wrong',
    title: 'The 101 response is not the one that a client must get',
    why: 'A client that conforms fails the connection (RFC 6455 4.1).',
    remedy:
      'Send exactly Upgrade: websocket, Connection: Upgrade and one Sec-WebSocket-Accept: the base64 of the SHA-1 of the key as sent and the GUID of RFC 6455 1.3. Send no Content-Length, no Transfer-Encoding and no bytes but frames after it.',
    impact: 'interop',
    cases: ['0.07', '5.10', '5.11', '5.27', '6.18', '7.01', '7.02', '7.03', '7.04', '7.05', '7.08', '7.09', '7.20'],
  },
  {
    id: 'names-compared-by-case',
    title: 'A name is compared with its letter case',
    why: 'Field names, websocket and Upgrade may be sent in any case (RFC 6455 4.2.1).',
    remedy:
      'Compare field names, the Upgrade token and the Connection option after folding ASCII letters to lower case.',
    impact: 'interop',
    cases: ['3.03', '3.04', '4.07', '7.13'],
  },
  {
    id: 'repeated-lines-not-joined',
    title: 'Several field lines of one list are not joined',
    why: 'Proxies and clients may split or join such lines, so a member of the list is lost.',
    remedy:
      'Join the values of all field lines of Connection, Sec-WebSocket-Protocol and Sec-WebSocket-Extensions with a comma, then read the list.',
    impact: 'interop',
    cases: ['4.05', '4.06', '8.06', '8.07', '8.29', '9.04', '9.23', '10.35'],
  },
  {
    id: 'list-not-read',
    title: 'A list is compared as a whole, or only its first member is read',
    why: 'Browsers and proxies send lists, such as Connection: keep-alive, Upgrade.',
    remedy: 'Split the value at commas, trim each member, and look for the member. Do not compare the whole value.',
    impact: 'interop',
    cases: ['3.21', '4.03', '4.04', '4.20', '8.04', '8.16', '9.03'],
  },
  {
    id: 'whitespace-not-trimmed',
    title: 'Optional whitespace is not removed, mostly HTAB',
    why: 'A request that conforms is refused or misread.',
    remedy:
      'Remove SP and HTAB from both ends of a field value and of each list member. Do not require a space after the colon or the comma.',
    impact: 'interop',
    cases: ['2.18', '3.16', '4.11', '5.12', '5.13', '6.13', '8.05', '8.25', '9.10', '9.25'],
  },
  {
    id: 'long-value-cut',
    title: 'A long field value is cut without an error',
    why: 'What the client sent at the end of the value is lost: a subprotocol, a cookie, a credential.',
    remedy:
      'Read field values of any length up to a limit, and answer 431 beyond it. Never copy a value into a buffer that may be too short.',
    impact: 'interop',
    cases: ['8.26'],
  },
  {
    id: 'empty-members-refused',
    title: 'Empty list elements are not ignored',
    why: 'A recipient must parse and ignore them (RFC 9110 5.6.1.2); a proxy that removes a member may leave one.',
    remedy: 'Drop empty elements after splitting a list at its commas.',
    impact: 'interop',
    cases: ['4.10', '8.12', '9.09'],
  },
  {
    id: 'deflate-limits-ignored',
    title: 'A limit that the client offered for permessage-deflate is not respected',
    why: 'A client with a small window cannot decompress what the server sends.',
    remedy:
      'Answer server_max_window_bits and server_no_context_takeover with what is really used, or decline the offer and continue without compression.',
    impact: 'interop',
    cases: ['10.10', '10.11', '10.12', '10.14', '10.21', '10.23', '10.28', '10.29', '10.36'],
  },
  {
    id: 'deflate-offer-refused',
    title: 'A handshake is refused because of its permessage-deflate offer',
    why: 'A client that would also work without compression cannot connect at all.',
    remedy:
      'Decline an offer that is invalid or not supported: answer 101 without permessage-deflate. Catch the errors of the compression library while the answer is built.',
    impact: 'interop',
    cases: ['10.07', '10.39'],
  },
  {
    id: 'extension-answer-invalid',
    title: 'The extension in the 101 response was not offered, or is malformed',
    why: 'A client that conforms fails the connection (RFC 6455 4.1, RFC 7692 7).',
    remedy:
      'Build the answer from the members of the offer that were parsed and accepted. Compare names as whole tokens, outside quoted strings.',
    impact: 'interop',
    cases: [
      '9.01',
      '9.02',
      '9.11',
      '9.12',
      '9.13',
      '9.14',
      '9.15',
      '9.19',
      '9.20',
      '9.21',
      '9.22',
      '10.01',
      '10.02',
      '10.03',
      '10.04',
      '10.16',
      '10.22',
      '10.24',
      '10.34',
    ],
  },
  {
    id: 'subprotocol-answer-invalid',
    title: 'The subprotocol in the 101 response was not offered, is empty or is a list',
    why: 'A client that conforms fails the connection (RFC 6455 4.1).',
    remedy:
      'Select at most one of the offered subprotocols that the server speaks. Where there is none, send no Sec-WebSocket-Protocol.',
    impact: 'interop',
    cases: ['8.01', '8.02', '8.03', '8.08', '8.10', '8.11', '8.15', '8.21', '8.22', '8.23', '8.24', '8.27', '14.16'],
  },
  {
    id: 'control-frames-not-handled',
    title: 'A Ping, a Close or an empty message is not handled',
    why: 'Clients that test the connection with a Ping take it for dead.',
    remedy: 'Answer every Ping with a Pong with the same payload, and a Close with a Close. Send no masked frames.',
    impact: 'interop',
    cases: ['7.23', '11.15', '14.01', '14.02', '14.03', '14.09', '14.11', '14.12', '14.13', '14.14', '14.19'],
  },
  {
    id: 'absolute-form-refused',
    title: 'A request target in absolute-form is refused',
    why: 'A server must accept the absolute-form (RFC 9112 3.2.2); clients of proxies send it.',
    remedy: 'Where the target is an absolute URI, use its path and query, and its authority in place of Host.',
    impact: 'interop',
    cases: ['1.18', '1.20'],
  },
  {
    id: 'deflate-forms-refused',
    title: 'A legal form of compressed data is not decompressed',
    why: 'The message is lost or the connection fails for some clients.',
    remedy:
      'Append 00 00 ff ff to the payload of the whole message and inflate it, whatever block types it has. A set BFINAL bit is legal (RFC 7692 7.2.3.4).',
    impact: 'interop',
    cases: ['10.25', '10.26', '10.27', '10.37', '10.38'],
  },
  // The handshake opens for who did not ask for a WebSocket.
  {
    id: 'method-not-checked',
    title: 'The method is not checked',
    why: 'A form or a script of another site can send POST, and a proxy may treat methods differently.',
    remedy: 'Refuse every method but GET, compared with its letter case: 405 with Allow: GET, or 400.',
    impact: 'bypass',
    cases: ['1.01', '1.02', '1.03', '1.04', '1.05', '1.06', '1.07', '1.40', '1.45'],
  },
  {
    id: 'host-not-checked',
    title: 'Host is never checked',
    why: 'Without exactly one Host, proxies and the server can disagree about the site, and rules for one name do not apply.',
    remedy: 'Answer 400 unless the request has exactly one Host field line.',
    impact: 'bypass',
    cases: ['2.01', '2.02', '2.03', '2.16', '2.19'],
  },
  {
    id: 'upgrade-not-checked',
    title: 'Upgrade is not checked, or only searched for a word',
    why: 'A request that did not ask for a WebSocket opens one.',
    remedy:
      'Split Upgrade at commas and require a member that equals websocket, ASCII letters in any case. Answer 426 with Upgrade: websocket otherwise.',
    impact: 'bypass',
    cases: ['3.01', '3.08', '3.09', '3.10', '3.11', '3.12', '3.14', '3.15', '3.18', '3.19', '15.09'],
  },
  {
    id: 'connection-not-checked',
    title: 'Connection is not checked, or only searched for a word',
    why: 'An Upgrade that a proxy should have removed reaches the server and opens a WebSocket.',
    remedy: 'Split Connection at commas and require a member that equals Upgrade, ASCII letters in any case.',
    impact: 'bypass',
    cases: ['4.01', '4.02', '4.08', '4.09', '4.13', '4.15', '4.16', '4.18', '4.19'],
  },
  {
    id: 'key-missing-accepted',
    title: 'A handshake without a usable Sec-WebSocket-Key is accepted',
    why: 'The key shows that the client knows WebSocket; scripts and forms cannot set it.',
    remedy: 'Answer 400 where Sec-WebSocket-Key is missing or empty, whatever other fields or trailers are there.',
    impact: 'bypass',
    cases: ['5.01', '5.02', '5.24', '5.25', '5.26'],
  },
  {
    id: 'mask-not-checked',
    title: 'Unmasked frames are accepted',
    why: 'Masking protects proxies from bytes that a script chose (RFC 6455 10.3).',
    remedy: 'Close the connection when a frame arrives without the MASK bit (status 1002).',
    impact: 'bypass',
    cases: ['14.04', '14.05'],
  },
  {
    id: 'origin-not-checked',
    title: 'A declared Origin policy does not hold',
    why: 'A page of another site connects with the cookies of the user.',
    remedy:
      'Compare the whole serialised origin of exactly one Origin field line with the list of allowed origins, and answer 403 otherwise.',
    impact: 'bypass',
    cases: [
      '11.01',
      '11.02',
      '11.03',
      '11.04',
      '11.05',
      '11.06',
      '11.07',
      '11.08',
      '11.09',
      '11.10',
      '11.11',
      '11.12',
      '11.13',
      '11.14',
    ],
  },
  {
    id: 'credentials-not-checked',
    title: 'A protected path opens without its credentials',
    why: 'Everybody can connect.',
    remedy:
      'Check the credentials before the 101, on every path that wants them, and answer 401 with WWW-Authenticate.',
    impact: 'bypass',
    cases: ['15.02', '15.03', '15.04', '15.05'],
  },
  {
    id: 'request-reflected',
    title: 'An answer repeats markup of the request',
    why: 'A browser that shows the answer runs a script of the attacker.',
    remedy: 'Escape what is copied into a page, or do not copy it.',
    impact: 'bypass',
    cases: ['15.11'],
  },
  {
    id: 'path-not-normalised',
    title: 'Dot segments in the path reach another resource',
    why: 'A rule for one path can be bypassed with another spelling.',
    remedy: 'Normalise the path before it is compared with rules, or refuse dot segments.',
    impact: 'bypass',
    cases: ['1.30'],
  },
  // Invalid input is accepted, and no harm was observed.
  {
    id: 'http-version-not-checked',
    title: 'The HTTP version is not checked',
    why: 'A WebSocket needs HTTP/1.1; older peers cannot switch protocols.',
    remedy: 'Refuse a request line whose version is not HTTP/1.1 or a later 1.x.',
    impact: 'lax',
    cases: ['1.09', '1.10', '1.11', '1.12', '1.13', '1.14', '1.15', '1.16', '1.44', '1.46'],
  },
  {
    id: 'target-not-checked',
    title: 'The request target is not matched with its grammar',
    why: 'A proxy and the server can read such a target differently.',
    remedy: 'Refuse targets with a space, a control character, a fragment or no leading slash with 400.',
    impact: 'lax',
    cases: ['1.21', '1.22', '1.23', '1.24', '1.25', '1.26', '1.31', '1.32', '1.33', '1.34', '1.37', '1.41'],
  },
  {
    id: 'host-grammar-not-checked',
    title: 'The value of Host is not matched with its grammar',
    why: 'A value that no URI can have is used for routing or in links.',
    remedy: 'Match Host with uri-host [ ":" port ] (RFC 9110 7.2) and answer 400 otherwise.',
    impact: 'lax',
    cases: ['2.05', '2.06', '2.07', '2.08', '2.10', '2.21'],
  },
  {
    id: 'key-form-not-checked',
    title: 'The form of Sec-WebSocket-Key is not checked',
    why: 'RFC 6455 4.2.1 lets a server accept only a key that is the base64 of 16 bytes.',
    remedy: 'Require 22 base64 characters and "==": ^[A-Za-z0-9+/]{22}==$.',
    impact: 'lax',
    cases: ['5.03', '5.04', '5.05', '5.06', '5.07', '5.08', '5.09', '5.16', '5.17', '5.18', '5.22', '5.23'],
  },
  {
    id: 'repeated-field-accepted',
    title: 'A field that must be sent once may be repeated',
    why: 'Two recipients can use two different lines.',
    remedy: 'Answer 400 where Sec-WebSocket-Key or Sec-WebSocket-Version has more than one field line.',
    impact: 'lax',
    cases: ['5.14', '5.15', '6.11', '6.12'],
  },
  {
    id: 'version-not-checked',
    title: 'Sec-WebSocket-Version is not checked',
    why: 'A client of another version gets a connection that it cannot use, and never learns which version to try.',
    remedy: 'Require exactly 13. Otherwise answer 426 with Sec-WebSocket-Version: 13.',
    impact: 'lax',
    cases: ['6.01', '6.02', '6.03', '6.04', '6.05', '6.10', '6.14', '6.15', '6.16', '6.17', '6.20'],
  },
  {
    id: 'version-compared-as-number',
    title: 'Sec-WebSocket-Version is compared as a number',
    why: 'Values such as 013 and 0xd are not version numbers (RFC 6455 4.3).',
    remedy: 'Compare the value as text: it must be 13.',
    impact: 'lax',
    cases: ['6.08', '6.09'],
  },
  {
    id: 'deflate-offer-not-validated',
    title: 'The parameters of a permessage-deflate offer are not validated',
    why: 'An offer that the server must decline is accepted, and the peers may disagree about the window.',
    remedy:
      'Decline an offer with an unknown or repeated parameter, with a value where none is allowed, or with window bits other than 8 to 15 without a leading zero.',
    impact: 'lax',
    cases: ['10.05', '10.06', '10.08', '10.09', '10.13', '10.15', '10.17', '10.18', '10.19', '10.20'],
  },
  {
    id: 'malformed-extensions-accepted',
    title: 'A malformed Sec-WebSocket-Extensions is accepted',
    why: 'RFC 6455 9.1 says that the recipient must fail such a handshake.',
    remedy: 'Answer 400 where the field does not match its grammar.',
    impact: 'lax',
    cases: ['9.06', '9.07', '9.08'],
  },
  {
    id: 'subprotocol-echoed',
    title: 'An offered subprotocol is not checked, or repeated in the answer without a check',
    why: 'Bytes that are no token reach the header section of the response.',
    remedy:
      'Read the offer as a list of tokens. Refuse other values with 400, and answer only with a name that the server speaks.',
    impact: 'lax',
    cases: ['8.09', '8.13', '8.14', '8.20'],
  },
  {
    id: 'frame-bits-not-checked',
    title: 'Reserved bits and opcodes of frames are not checked, or broken data is delivered',
    why: 'RFC 6455 5.2 says that the recipient must fail the connection.',
    remedy:
      'Fail the connection (status 1002) for a reserved opcode and for an RSV bit that no negotiated extension defines, and with 1007 for data that cannot be decompressed.',
    impact: 'lax',
    cases: ['10.30', '10.31', '10.32', '14.06', '14.07', '14.08'],
  },
  {
    id: 'field-characters-not-checked',
    title: 'Invalid characters in fields are neither refused nor replaced',
    why: 'Code that ends text at NUL reads another value than the parser did.',
    remedy:
      'Answer 400 for NUL, for a folded line (obs-fold), for a field line without a colon or name, and for invalid characters in a name.',
    impact: 'lax',
    cases: ['12.14', '12.15', '12.16', '12.21', '12.22', '12.23', '12.28', '12.29', '12.30'],
  },
  // The decision is right, and the form of the answer is not.
  {
    id: 'refusal-incomplete',
    title: 'A refusal lacks the field that its status requires',
    why: 'A client cannot learn from it what to do instead.',
    remedy:
      'Send Allow with 405, Upgrade and Connection with 426, Sec-WebSocket-Version where the version is refused, WWW-Authenticate with 401, Location with a redirect.',
    impact: 'form',
    cases: ['1.08', '3.02', '3.20', '6.06', '6.07', '6.19', '15.01', '15.07', '15.16', '15.17'],
  },
  {
    id: 'answer-form',
    title: 'The status line or a field of an answer is malformed or forbidden',
    why: 'Strict clients and proxies may refuse the answer.',
    remedy:
      'Write HTTP/1.1, three digits and a reason in the status line whatever the request said, each field once, and no Content-Length in a 101.',
    impact: 'form',
    cases: ['1.17', '7.06', '7.07', '7.11', '7.16', '7.17', '7.21', '15.18'],
  },
  {
    id: 'refusal-without-status',
    title: 'An invalid request is refused without a useful status',
    why: 'A close, a 5xx or the status of another fault does not say what was wrong.',
    remedy: 'Answer with the 4xx of the fault, which is 414 for a target that is too long, and then close.',
    impact: 'form',
    cases: ['1.39', '1.43', '1.47', '12.47', '12.48', '12.50', '15.12', '15.13'],
  },
]

const byId = new Map(causes.map((cause) => [cause.id, cause]))
const byCase = new Map(causes.flatMap((cause) => cause.cases.map((id) => [id, cause])))

/** The cause with this id; undefined for an id of a later version. */
export function causeNamed(id: string): Cause | undefined {
  return byId.get(id)
}

/** The cause that explains the findings of a case, unless one names another. */
export function causeOfCase(id: string): Cause | undefined {
  return byCase.get(id)
}
