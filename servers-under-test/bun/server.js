const SUBPROTOCOLS = ['chat', 'superchat']

Bun.serve({
  hostname: '127.0.0.1',
  port: Number(process.env.PORT),
  fetch(request, server) {
    const offered = (request.headers.get('sec-websocket-protocol') ?? '').split(',').map((name) => name.trim())
    const selected = offered.find((name) => SUBPROTOCOLS.includes(name))
    const headers = selected ? { 'Sec-WebSocket-Protocol': selected } : {}
    if (server.upgrade(request, { headers })) return
    return new Response('this is a WebSocket', { status: 400 })
  },
  websocket: { perMessageDeflate: true, message: (socket, message) => void socket.send(message) },
})
