require "http/server"

echo = HTTP::WebSocketHandler.new do |socket|
  socket.on_message { |message| socket.send message }
  socket.on_binary { |message| socket.send message }
end

server = HTTP::Server.new [echo]
server.bind_tcp "127.0.0.1", ENV["PORT"].to_i
server.listen
