import { createServer } from 'node:http'
import crossws from 'crossws/adapters/node'

const SUBPROTOCOLS = ['chat', 'superchat']

const ws = crossws({
  hooks: {
    upgrade(request) {
      const offered = (request.headers.get('sec-websocket-protocol') ?? '').split(',').map((name) => name.trim())
      const selected = offered.find((name) => SUBPROTOCOLS.includes(name))
      if (selected) return { headers: { 'sec-websocket-protocol': selected } }
    },
    message: (peer, message) => peer.send(message.rawData),
  },
})

createServer((_request, response) => response.writeHead(404).end())
  .on('upgrade', ws.handleUpgrade)
  .listen(Number(process.env.PORT), '127.0.0.1')
