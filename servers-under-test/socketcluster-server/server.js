const { createServer } = require('node:http')
const socketClusterServer = require('socketcluster-server')

const httpServer = createServer((_request, response) => response.writeHead(404).end())
const agServer = socketClusterServer.attach(httpServer)

async function logErrors() {
  for await (const { error } of agServer.listener('error')) console.error(error.message)
}

logErrors()
httpServer.listen(Number(process.env.PORT), '127.0.0.1')
