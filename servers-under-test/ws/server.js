const { Server } = require('ws')

const SUBPROTOCOLS = ['chat', 'superchat']

/** Returns the selected subprotocol. ws 1 expects a call back instead, and writes any value that it gets, even an empty one. */
function handleProtocols(offered, done) {
  const selected = [...offered].find((name) => SUBPROTOCOLS.includes(name))
  return typeof done === 'function' ? done(true, selected) : (selected ?? '')
}

const server = new Server({
  host: '127.0.0.1',
  port: Number(process.env.PORT),
  perMessageDeflate: true,
  handleProtocols,
})

server.on('connection', (socket) => {
  socket.on('error', (error) => console.error(error.message))
  // Up to ws 7 a text is a string, and there is no flag for it.
  socket.on('message', (data, isBinary) =>
    socket.send(data, { binary: typeof data !== 'string' && isBinary !== false }),
  )
})
