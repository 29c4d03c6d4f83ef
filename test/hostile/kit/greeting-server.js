// A WebSocket server of the ws library that sends much as soon as a connection is open. argv: what it sends. Prints its port.
const { createServer } = require('node:http')
const { WebSocketServer } = require('ws')

/** Frames of a server (RFC 6455 5.2), for texts of at most 125 bytes. */
function textFrames(texts) {
  return Buffer.concat(texts.map((text) => Buffer.concat([Buffer.from([0x81, text.length]), Buffer.from(text)])))
}

/** Writes the same bytes for as long as the connection is open, as fast as they are read. */
function endlessly(socket, bytes) {
  const more = () => {
    while (!socket.destroyed && socket.writable && socket.write(bytes));
  }
  socket.on('drain', more)
  more()
}

const LARGE = Buffer.alloc(1_100_000, 'a long greeting ')
const SMALL = textFrames(Array.from({ length: 20_000 }, (_, at) => `message ${at}`))
const LARGE_FRAME = Buffer.concat([Buffer.from([0x82, 127, 0, 0, 0, 0, 0, 1, 0, 0]), Buffer.alloc(65_536, 7)])

const GREETINGS = {
  nothing: () => {},
  'one message of 1.1 MB': (link) => link.send(LARGE, { compress: false }),
  'one compressed message of 1.1 MB': (link) => link.send(LARGE, { compress: true }),
  '20,000 messages': (_, socket) => void socket.write(SMALL),
  'a Ping every 20 ms': (link, socket) => {
    const timer = setInterval(() => link.ping('still there?'), 20)
    socket.on('close', () => clearInterval(timer))
  },
  'small frames without end': (_, socket) => endlessly(socket, Buffer.alloc(65_535, Buffer.from([0x82, 0x01, 0x78]))),
  'large frames without end': (_, socket) => endlessly(socket, LARGE_FRAME),
}

const greet = GREETINGS[process.argv[2]]
const server = createServer((_, response) =>
  response.writeHead(426, { Upgrade: 'websocket', Connection: 'upgrade' }).end(),
)
const links = new WebSocketServer({ server, perMessageDeflate: { threshold: 0 }, handleProtocols: () => false })
links.on('connection', (link, request) => {
  link.on('error', () => {})
  link.on('message', (data, isBinary) => link.send(data, { binary: isBinary }))
  greet(link, request.socket)
})
server.listen(0, '127.0.0.1', () => process.send?.(server.address().port))
process.on('disconnect', () => process.exit())
