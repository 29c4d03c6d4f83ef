const { createServer } = require('node:http')
const sockjs = require('sockjs')

const server = createServer((_request, response) => response.writeHead(404).end())
const echo = sockjs.createServer({ log: () => {} })

echo.on('connection', (connection) => connection?.on('data', (message) => connection.write(message)))
echo.installHandlers(server, { prefix: '/echo' })

server.listen(Number(process.env.PORT), '127.0.0.1')
