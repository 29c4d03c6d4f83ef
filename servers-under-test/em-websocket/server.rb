require 'em-websocket'

EM.run do
  EM::WebSocket.run(host: '127.0.0.1', port: ENV.fetch('PORT').to_i) do |socket|
    socket.onmessage { |text| socket.send(text) }
    socket.onbinary { |octets| socket.send_binary(octets) }
    socket.onerror { |error| warn error.message }
  end
end
