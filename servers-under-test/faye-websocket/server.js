const { createServer } = require('node:http')
const WebSocket = require('faye-websocket')
const deflate = require('permessage-deflate')

const server = createServer((_request, response) => response.writeHead(404).end())

server.on('upgrade', (request, socket, head) => {
  if (!WebSocket.isWebSocket(request)) {
    socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
    return
  }
  const connection = new WebSocket(request, socket, head, ['chat', 'superchat'], { extensions: [deflate] })
  connection.on('message', ({ data }) => connection.send(data))
})

server.listen(Number(process.env.PORT), '127.0.0.1')
