const SUBPROTOCOLS = ['chat', 'superchat']

Deno.serve({ hostname: '127.0.0.1', port: Number(Deno.env.get('PORT')) }, (request) => {
  if (request.headers.get('upgrade')?.toLowerCase() !== 'websocket')
    return new Response('this is a WebSocket', { status: 400 })
  const offered = (request.headers.get('sec-websocket-protocol') ?? '').split(',').map((name) => name.trim())
  const protocol = offered.find((name) => SUBPROTOCOLS.includes(name))
  const { socket, response } = Deno.upgradeWebSocket(request, protocol ? { protocol } : {})
  socket.onmessage = ({ data }) => socket.send(data)
  return response
})
