// An echo server on ws and node:http. The recipes that it applies are its arguments.
const { STATUS_CODES, createServer } = require('node:http')
const { resolve } = require('node:path')
const { WebSocketServer } = require('ws')

const SUBPROTOCOLS = ['chat', 'superchat']

/** Each returns the status, and the field lines, of a refusal, or undefined. */
const checks = process.argv.slice(2).map((file) => require(resolve(file)))

const server = createServer((_, response) => response.writeHead(404, { 'Content-Length': 0 }).end())
const sockets = new WebSocketServer({
  noServer: true,
  perMessageDeflate: true,
  handleProtocols: (offered) => [...offered].find((name) => SUBPROTOCOLS.includes(name)) ?? false,
})

function refuse(socket, [status, ...fields]) {
  const lines = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...fields, 'Connection: close', 'Content-Length: 0']
  socket.once('finish', socket.destroy)
  socket.end(`${lines.join('\r\n')}\r\n\r\n`)
}

server.on('upgrade', (request, socket, head) => {
  socket.on('error', () => socket.destroy())
  for (const check of checks) {
    const refusal = check(request)
    if (refusal) return refuse(socket, refusal)
  }
  sockets.handleUpgrade(request, socket, head, (webSocket) => sockets.emit('connection', webSocket, request))
})

sockets.on('connection', (webSocket) => {
  webSocket.on('error', (error) => console.error(error.message))
  webSocket.on('message', (data, isBinary) => webSocket.send(data, { binary: isBinary }))
})

server.listen(Number(process.env.PORT), '127.0.0.1')
