const { createServer } = require('node:http')
const { Server } = require('engine.io')

const httpServer = createServer((_request, response) => response.writeHead(404).end())
const engine = new Server({ perMessageDeflate: true })

engine.attach(httpServer)
engine.on('connection', (socket) => socket.on('message', (data) => socket.send(data)))

httpServer.listen(Number(process.env.PORT), '127.0.0.1')
