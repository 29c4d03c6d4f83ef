const { createServer } = require('node:http')
const { server: WebSocketServer } = require('websocket')

const SUBPROTOCOLS = ['chat', 'superchat']

const httpServer = createServer((_request, response) => response.writeHead(404).end())
const server = new WebSocketServer({ httpServer, autoAcceptConnections: false })

server.on('request', (request) => {
  const subprotocol = request.requestedProtocols.find((name) => SUBPROTOCOLS.includes(name)) ?? null
  const connection = request.accept(subprotocol, request.origin)
  connection.on('message', (message) => {
    if (message.type === 'utf8') connection.sendUTF(message.utf8Data)
    else connection.sendBytes(message.binaryData)
  })
})

httpServer.listen(Number(process.env.PORT), '127.0.0.1')
