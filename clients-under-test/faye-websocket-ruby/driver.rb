# ruby driver.rb URL [PROTOCOL,…]: a driver for the client of faye-websocket (docs/clients.md).
require 'eventmachine'
require 'faye/websocket'
require 'json'

url, protocols = ARGV
$stdout.sync = true
opened = false
finish = lambda do |code, *words|
  puts words.join(' ') unless words.empty?
  exit!(code)
end

EM.run do
  EM.add_timer(Integer(ENV.fetch('WSSPEC_TIMEOUT_MS', '5000')) / 1000.0) { opened ? finish.(0) : finish.(3, 'HUNG') }
  tls = ENV['WSSPEC_CAFILE'] ? { root_cert_file: ENV['WSSPEC_CAFILE'] } : {}
  socket = Faye::WebSocket::Client.new(url, protocols.to_s.split(','), tls: tls)
  finish.(1, 'FAIL closed at once') if socket.ready_state == Faye::WebSocket::CLOSED
  socket.on(:open) do
    opened = true
    puts "OPEN #{JSON.generate(protocol: socket.protocol.to_s)}"
    socket.send('hello')
  end
  socket.on(:message) do |event|
    puts "MESSAGE #{JSON.generate(event.data)}"
    socket.close(1000) if event.data == 'hello'
  end
  socket.on(:error) { |event| puts "ERROR #{event.message}" }
  socket.on(:close) { |event| opened ? finish.(0, 'CLOSE', event.code) : finish.(1, 'FAIL', event.code, event.reason) }
end
