require 'socket'
require 'websocket/driver'

# The object that the driver writes to.
Connection = Struct.new(:socket) do
  def write(octets)
    socket.write(octets)
  end
end

def refuse(socket)
  socket.write("HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
  socket.close
end

def serve(socket)
  driver = WebSocket::Driver.server(Connection.new(socket), protocols: %w[chat superchat])
  driver.on(:connect) { WebSocket::Driver.websocket?(driver.env) ? driver.start : refuse(socket) }
  driver.on(:message) { |event| event.data.is_a?(String) ? driver.text(event.data) : driver.binary(event.data) }
  driver.on(:close) { socket.close }
  driver.parse(socket.readpartial(65_536)) until socket.closed?
rescue IOError, SystemCallError => error
  warn error.message
ensure
  socket.close
end

server = TCPServer.new('127.0.0.1', ENV.fetch('PORT'))
loop { Thread.new(server.accept) { |socket| serve(socket) } }
