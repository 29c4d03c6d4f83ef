const { WebSocketServer } = require('ws')

const SUBPROTOCOLS = ['chat', 'superchat']

const server = new WebSocketServer({
  host: '127.0.0.1',
  port: Number(process.env.PORT),
  perMessageDeflate: true,
  handleProtocols: (offered) => [...offered].find((name) => SUBPROTOCOLS.includes(name)) ?? false,
})

server.on('connection', (socket) => {
  socket.on('error', (error) => console.error(error.message))
  socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }))
})
