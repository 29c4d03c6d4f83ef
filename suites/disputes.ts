/** A public thread: an issue or a pull request, and what was said there. */
export interface Thread {
  repository: string
  number: number
  kind: 'issue' | 'pull'
  says: string
}

function issue(repository: string, number: number, says: string): Thread {
  return { repository, number, kind: 'issue', says }
}

function pull(repository: string, number: number, says: string): Thread {
  return { repository, number, kind: 'pull', says }
}

/** Where a thread stands on the web. */
export function threadUrl({ repository, number, kind }: Thread): string {
  return `https://github.com/${repository}/${kind === 'issue' ? 'issues' : 'pull'}/${number}`
}

const keyLength = [
  pull(
    'coder/websocket',
    360,
    'the maintainer had left the check out on purpose, as useless, and then took it in: others may not be lenient',
  ),
  pull(
    'gorilla/websocket',
    752,
    'the maintainer would not be the only library that refuses such keys; the check was merged',
  ),
  issue('snapview/tungstenite-rs', 377, 'quotes both clauses; a length check followed in pull request 543'),
]

const badOffer = [
  pull('apache/tomcat', 1019, 'decline the offer and complete the handshake; it had been a 500'),
  pull('netty/netty', 16693, 'decline for a window size that is no number, as for one out of range; closed'),
]

const notAToken = [
  pull(
    'python-websockets/websockets',
    1147,
    'a colon is no token character, so the name that a user has stays refused',
  ),
  issue('EarthScope/ringserver', 1, 'a name with a slash turned out not to be allowed, and lost it'),
]

const body = [
  pull('nodejs/node', 60016, 'the maintainer of ws: a strict server should refuse a handshake with a body'),
  issue('envoyproxy/envoy', 3301, 'until there is a need, a maintainer would refuse any body in an upgrade request'),
  issue('httpwg/http-extensions', 2738, 'upgrades with a body are well-defined, and a sharp edge; open'),
]

const malformedOffers = [
  issue(
    'websockets/ws',
    1235,
    'an offer inside a quoted string was taken for one: the field is one that the server should refuse',
  ),
  pull(
    'bisq-network/bisq2',
    4932,
    'a header with an unclosed quote is declined, and the connection goes on without the extension',
  ),
]

const emptyList = [
  issue('websockets/ws', 1965, 'a client sent an empty field and was refused with 400; closed as answered'),
  pull(
    'cloud-in-a-bottle/cloud-in-a-bottle',
    7,
    'a proxy sent an empty field, and a strict server behind it refused it',
  ),
]

const beforeThe101 = [
  issue('uNetworking/uWebSockets', 213, 'what came behind the request was dropped; closed, as clients have to wait'),
  pull('oven-sh/bun', 43153, 'frames in the read that brought the request never arrived; they do now'),
]

const noSwitchAsked = [
  pull('netty/netty', 12606, 'a switch on a connection that the proxy went on using for other requests; checked since'),
]

/** Where the clauses behind a case were argued about in public, or what breaks them was repaired, by the case's id. */
export const disputes: Readonly<Record<string, readonly Thread[]>> = {
  '0.06': [issue('sockjs/sockjs-node', 252, 'an upgrade for a path that is not served ended the process; repaired')],
  '2.05': [issue('nitrojs/nitro', 4555, 'a space in Host makes the error handler throw in its turn; open')],
  '2.07': [issue('h3js/srvx', 191, 'a path in Host ended the process; now the address of the socket stands in')],
  '2.08': [pull('withastro/astro', 17572, 'a malformed port in Host crashed the server; repaired')],
  '2.10': [issue('restify/node-restify', 2011, 'one Host that makes no URL ends the process; open')],
  '3.15': noSwitchAsked,
  '4.01': noSwitchAsked,
  '4.07': [issue('chronoxor/NetCoreServer', 71, 'clients that send "upgrade" could not connect; repaired')],
  '5.03': keyLength,
  '5.04': [
    ...keyLength,
    pull(
      'lighttpd/lighttpd1.4',
      123,
      'the key that the proxy made up had 17 octets, and a server behind it refused it',
    ),
  ],
  '5.22': keyLength,
  '8.08': [
    issue('whatwg/websockets', 47, 'neither standard says that names are compared without regard to case; open'),
    pull(
      'coder/websocket',
      273,
      'a name answered in lower case was refused by Chromium; now the spelling of the client is kept',
    ),
    issue('theturtle32/WebSocket-Node', 72, 'names in lower case left no way to accept a client that used capitals'),
  ],
  '7.20': [issue('actix/actix-web', 4116, 'close in the place of Upgrade made every handshake fail; closed')],
  '8.11': [...emptyList, issue('Kludex/uvicorn', 534, 'an empty field in the 101: Chrome refused, Firefox connected')],
  '8.12': [issue('crossbario/autobahn-js', 32, 'a trailing comma in the offer, which some servers refuse')],
  '8.13': notAToken,
  '8.14': notAToken,
  '8.20': notAToken,
  '9.06': malformedOffers,
  '9.07': malformedOffers,
  '9.22': malformedOffers,
  '9.08': [pull('capnproto/capnproto', 2653, 'an empty member crashed the parser; it is passed over now')],
  '10.05': badOffer,
  '10.06': badOffer,
  '10.09': badOffer,
  '10.13': badOffer,
  '10.15': [pull('bisq-network/bisq2', 4932, 'a value for this flag is declined, not refused')],
  '10.17': [pull('bisq-network/bisq2', 4932, 'a value for this flag is declined, not refused')],
  '10.19': [pull('bisq-network/bisq2', 4932, 'a repeated parameter is declined, not refused')],
  '10.12': [
    issue('boostorg/beast', 2671, 'a server answered 400 to the parameter, which the client always sends; open'),
  ],
  '10.27': [
    pull('oven-sh/bun', 33003, 'the second compressed message failed where the window was to be kept; repaired'),
    pull('sockudo/sockudo-ws', 14, 'a message that went out uncompressed was in the window all the same; repaired'),
  ],
  '10.10': [
    issue('netty/netty', 8702, '8 is a legal value that some compressors cannot do; open'),
    issue('crossbario/autobahn-python', 1018, 'proposes to refuse 8, because zlib fails on it; open'),
  ],
  '12.02': body,
  '12.08': body,
  '12.10': [
    issue('hyperium/hyper', 4123, 'quotes that the server must close the connection, whatever it answers'),
    issue('nodejs/http-parser', 517, 'whether to refuse such a request or to go by Transfer-Encoding'),
  ],
  '12.34': [issue('snapview/tungstenite-rs', 376, 'a field of 20 MB kept the server busy for minutes; limited since')],
  '13.03': [
    issue(
      'Pithikos/python-websocket-server',
      26,
      'one read was taken for the whole request, and failed often; repaired',
    ),
  ],
  '13.05': beforeThe101,
  '13.19': beforeThe101,
  '14.07': [issue('hyperledger-cacti/cacti', 1914, 'quotes the advisory on engine.io and its exception')],
  '14.13': [issue('novnc/websockify', 312, 'an empty message was taken for a close')],
  '6.02': [
    pull('websockets/ws', 2291, 'a refusal that named no version; fixed'),
    issue('zaphoyd/websocketpp', 13, 'the refusal should list the versions that are spoken'),
  ],
  '5.14': [
    pull('mtrudel/bandit', 686, 'two keys passed validation and failed a pattern match later; both are refused now'),
  ],
  '9.20': [issue('websockets/ws', 1235, 'what is in a quoted string is no offer')],
}
