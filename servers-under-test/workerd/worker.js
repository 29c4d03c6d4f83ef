const SUBPROTOCOLS = ['chat', 'superchat']

export default {
  fetch(request) {
    if (request.headers.get('Upgrade')?.toLowerCase() !== 'websocket')
      return new Response('this is a WebSocket', { status: 426 })
    const [client, server] = Object.values(new WebSocketPair())
    server.accept()
    server.addEventListener('message', ({ data }) => server.send(data))
    const offered = (request.headers.get('Sec-WebSocket-Protocol') ?? '').split(',').map((name) => name.trim())
    const selected = offered.find((name) => SUBPROTOCOLS.includes(name))
    const headers = selected ? { 'Sec-WebSocket-Protocol': selected } : {}
    return new Response(null, { status: 101, webSocket: client, headers })
  },
}
