const ws = require('nodejs-websocket')

const server = ws.createServer({ validProtocols: ['chat', 'superchat'] }, (connection) => {
  connection.on('text', (text) => connection.sendText(text))
  connection.on('binary', (stream) => stream.pipe(connection.beginBinary()))
  connection.on('error', (error) => console.error(error.message))
})

server.listen(Number(process.env.PORT), '127.0.0.1')
