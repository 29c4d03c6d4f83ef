const fastify = require('fastify')()

fastify.register(require('@fastify/websocket'), { options: { perMessageDeflate: true } })
fastify.register(async (scope) => {
  scope.get('/', { websocket: true }, (socket) => {
    socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }))
  })
})

fastify.listen({ port: Number(process.env.PORT), host: '127.0.0.1' })
