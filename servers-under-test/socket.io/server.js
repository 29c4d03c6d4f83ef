const { createServer } = require('node:http')
const { Server } = require('socket.io')

const httpServer = createServer((_request, response) => response.writeHead(404).end())
const io = new Server(httpServer, { perMessageDeflate: true })

io.on('connection', (socket) => socket.on('message', (data) => socket.send(data)))

httpServer.listen(Number(process.env.PORT), '127.0.0.1')
