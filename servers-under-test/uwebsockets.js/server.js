// The package's own main falls back to ws where the binary does not load; this is the binary.
const uWS = require('@trufflesuite/uws-js-unofficial/dist/uws.js')

const SUBPROTOCOLS = ['chat', 'superchat']

uWS
  .App()
  .ws('/*', {
    compression: uWS.SHARED_COMPRESSOR | uWS.SHARED_DECOMPRESSOR,
    upgrade(response, request, context) {
      const offered = request.getHeader('sec-websocket-protocol').split(',')
      const selected = offered.map((name) => name.trim()).find((name) => SUBPROTOCOLS.includes(name)) ?? ''
      const key = request.getHeader('sec-websocket-key')
      response.upgrade({}, key, selected, request.getHeader('sec-websocket-extensions'), context)
    },
    message: (socket, message, isBinary) => socket.send(message, isBinary),
  })
  .listen('127.0.0.1', Number(process.env.PORT), (listening) => {
    if (!listening) process.exit(1)
  })
