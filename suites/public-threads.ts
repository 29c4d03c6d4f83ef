// Public discussions about cases, data like the requirements: the pages of the cases show them.

/** A public thread: an issue or a pull request. */
export interface Thread {
  /** `owner/name` on GitHub. */
  repository: string
  number: number
  kind: 'issue' | 'pull'
  /** What the thread says about the case, and how it ended where that is known. */
  says: string
}

function issue(repository: string, number: number, says: string): Thread {
  return { repository, number, kind: 'issue', says }
}

function pull(repository: string, number: number, says: string): Thread {
  return { repository, number, kind: 'pull', says }
}

/** The address of a thread on the web. */
export function threadUrl({ repository, number, kind }: Thread): string {
  return `https://github.com/${repository}/${kind === 'issue' ? 'issues' : 'pull'}/${number}`
}

const keyLength = [
  pull(
    'coder/websocket',
    360,
    'the maintainer had omitted the check on purpose as useless, and then added it because other servers may not be lenient',
  ),
  pull(
    'gorilla/websocket',
    752,
    'the maintainer did not want to be the only library that refuses such keys; the check was merged',
  ),
  issue('snapview/tungstenite-rs', 377, 'quotes both clauses; a length check followed in pull request 543'),
]

const invalidOffer = [
  pull('apache/tomcat', 1019, 'declines the offer and completes the handshake; the answer used to be a 500'),
  pull(
    'netty/netty',
    16693,
    'proposes to decline a window size that is not a number, as one that is out of range; closed',
  ),
]

const notAToken = [
  pull(
    'python-websockets/websockets',
    1147,
    'a colon is not a token character, so the name of this user stays refused',
  ),
  issue('EarthScope/ringserver', 1, 'a name with a slash is not allowed, so the slash was removed'),
]

const body = [
  pull('nodejs/node', 60016, 'the maintainer of ws: a strict server should refuse a handshake with a body'),
  issue('envoyproxy/envoy', 3301, 'a maintainer would refuse any body in an upgrade request until somebody needs one'),
  issue('httpwg/http-extensions', 2738, 'an upgrade with a body is well defined, but a sharp edge; open'),
]

const malformedOffers = [
  issue(
    'websockets/ws',
    1235,
    'an extension name inside a quoted string was read as an offer; the server should refuse the field',
  ),
  pull(
    'bisq-network/bisq2',
    4932,
    'a header with an unclosed quote is declined, and the connection continues without the extension',
  ),
]

const emptyList = [
  issue('websockets/ws', 1965, 'a client sent an empty field and was refused with 400; closed as answered'),
  pull(
    'cloud-in-a-bottle/cloud-in-a-bottle',
    7,
    'a proxy sent an empty field, and a strict server behind the proxy refused it',
  ),
]

const beforeThe101 = [
  issue('uNetworking/uWebSockets', 213, 'bytes after the request were dropped; closed, because clients must wait'),
  pull('oven-sh/bun', 43153, 'frames in the same read as the request never arrived; fixed'),
]

const noSwitchAsked = [
  pull(
    'netty/netty',
    12606,
    'the protocol was switched on a connection that the proxy still used for other requests; checked since',
  ),
]

/** The threads about a case, by the id of the case: they discuss its clauses, or fix a server that breaks them. */
export const publicThreads: Readonly<Record<string, readonly Thread[]>> = {
  '0.06': [
    issue('sockjs/sockjs-node', 252, 'an upgrade request for a path that is not served ended the process; fixed'),
  ],
  '2.05': [issue('nitrojs/nitro', 4555, 'a space in Host makes the error handler throw an error of its own; open')],
  '2.07': [issue('h3js/srvx', 191, 'a path in Host ended the process; now the address of the socket is used instead')],
  '2.08': [pull('withastro/astro', 17572, 'a malformed port in Host crashed the server; fixed')],
  '2.10': [issue('restify/node-restify', 2011, 'a Host from which no URL can be made ends the process; open')],
  '3.15': noSwitchAsked,
  '4.01': noSwitchAsked,
  '4.07': [issue('chronoxor/NetCoreServer', 71, 'clients that send "upgrade" could not connect; fixed')],
  '5.03': keyLength,
  '5.04': [
    ...keyLength,
    pull(
      'lighttpd/lighttpd1.4',
      123,
      'the key that the proxy generated had 17 bytes, and a server behind the proxy refused it',
    ),
  ],
  '5.14': [
    pull('mtrudel/bandit', 686, 'two keys passed validation and failed a pattern match later; now both are refused'),
  ],
  '5.22': keyLength,
  '6.02': [
    pull('websockets/ws', 2291, 'a refusal named no version; fixed'),
    issue('zaphoyd/websocketpp', 13, 'the refusal should list the supported versions'),
  ],
  '7.20': [issue('actix/actix-web', 4116, 'close in the place of Upgrade made every handshake fail; closed')],
  '8.08': [
    issue('whatwg/websockets', 47, 'neither standard says that names are compared without regard to case; open'),
    pull(
      'coder/websocket',
      273,
      'the server answered with the name in lower case, and Chromium refused it; now the spelling of the client is kept',
    ),
    issue(
      'theturtle32/WebSocket-Node',
      72,
      'names were converted to lower case, so a client that used capitals could not be accepted',
    ),
  ],
  '8.11': [
    ...emptyList,
    issue('Kludex/uvicorn', 534, 'with an empty field in the 101, Chrome refused the connection and Firefox opened it'),
  ],
  '8.12': [issue('crossbario/autobahn-js', 32, 'a trailing comma in the offer, which some servers refuse')],
  '8.13': notAToken,
  '8.14': notAToken,
  '8.20': notAToken,
  '9.06': malformedOffers,
  '9.07': malformedOffers,
  '9.08': [pull('capnproto/capnproto', 2653, 'an empty list element crashed the parser; now it is ignored')],
  '9.20': [issue('websockets/ws', 1235, 'the content of a quoted string is not an offer')],
  '9.22': malformedOffers,
  '10.05': invalidOffer,
  '10.06': invalidOffer,
  '10.09': invalidOffer,
  '10.10': [
    issue('netty/netty', 8702, '8 is a valid value that some compressors do not support; open'),
    issue('crossbario/autobahn-python', 1018, 'proposes to refuse 8, because zlib fails with it; open'),
  ],
  '10.12': [
    issue('boostorg/beast', 2671, 'a server answered 400 to the parameter, which the client always sends; open'),
  ],
  '10.13': invalidOffer,
  '10.15': [pull('bisq-network/bisq2', 4932, 'an offer with a value for this flag is declined, not refused')],
  '10.17': [pull('bisq-network/bisq2', 4932, 'an offer with a value for this flag is declined, not refused')],
  '10.19': [pull('bisq-network/bisq2', 4932, 'an offer with a repeated parameter is declined, not refused')],
  '10.27': [
    pull('oven-sh/bun', 33003, 'the second compressed message failed in the mode that keeps the window; fixed'),
    pull('sockudo/sockudo-ws', 14, 'a message that was sent uncompressed was still added to the window; fixed'),
  ],
  '12.02': body,
  '12.08': body,
  '12.10': [
    issue('hyperium/hyper', 4123, 'quotes that the server must close the connection, whatever it answers'),
    issue('nodejs/http-parser', 517, 'discusses whether to refuse such a request or to use Transfer-Encoding'),
  ],
  '12.34': [issue('snapview/tungstenite-rs', 376, 'a field of 20 MB kept the server busy for minutes; limited since')],
  '13.03': [
    issue(
      'Pithikos/python-websocket-server',
      26,
      'the server expected the whole request in one read, and often failed; fixed',
    ),
  ],
  '13.05': beforeThe101,
  '13.19': beforeThe101,
  '14.07': [issue('hyperledger-cacti/cacti', 1914, 'quotes the advisory on engine.io and its exception')],
  '14.13': [issue('novnc/websockify', 312, 'an empty message was read as a close')],
}
