require 'rubame'

server = Rubame::Server.new('127.0.0.1', ENV.fetch('PORT').to_i)
loop do
  server.run do |client|
    client.onmessage { |message| client.send(message) }
  end
end
