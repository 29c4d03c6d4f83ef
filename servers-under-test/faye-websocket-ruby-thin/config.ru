require 'faye/websocket'

Faye::WebSocket.load_adapter('thin')

run lambda { |env|
  next [404, {}, []] unless Faye::WebSocket.websocket?(env)

  socket = Faye::WebSocket.new(env, %w[chat superchat])
  socket.on(:message) { |event| socket.send(event.data) }
  socket.rack_response
}
