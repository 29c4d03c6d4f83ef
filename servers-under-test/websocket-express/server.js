const { WebSocketExpress } = require('websocket-express')

const app = new WebSocketExpress()

app.ws('/', async (_request, response) => {
  const socket = await response.accept()
  socket.on('error', (error) => console.error(error.message))
  socket.on('message', (message, isBinary) => socket.send(message, { binary: isBinary }))
})

app.createServer().listen(Number(process.env.PORT), '127.0.0.1')
