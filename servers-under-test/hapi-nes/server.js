const Hapi = require('@hapi/hapi')
const Nes = require('@hapi/nes')

async function start() {
  const server = new Hapi.Server({ port: Number(process.env.PORT), host: '127.0.0.1' })
  await server.register({ plugin: Nes, options: { onMessage: (_socket, message) => message } })
  await server.start()
}

start()
