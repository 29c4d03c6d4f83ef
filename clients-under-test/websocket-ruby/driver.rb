# ruby driver.rb URL [PROTOCOL,…]: a driver for the client of websocket on a blocking socket (docs/clients.md).
require 'json'
require 'openssl'
require 'socket'
require 'uri'
require 'websocket'

def say(*words)
  puts words.join(' ')
  $stdout.flush
end

def finish(code, *words)
  say(*words) unless words.empty?
  exit!(code)
end

def connect(uri)
  secure = uri.scheme == 'wss'
  socket = TCPSocket.new(uri.hostname, uri.port || (secure ? 443 : 80))
  return socket unless secure

  context = OpenSSL::SSL::SSLContext.new
  context.set_params(ENV['WSSPEC_CAFILE'] ? { ca_file: ENV['WSSPEC_CAFILE'] } : {})
  tls = OpenSSL::SSL::SSLSocket.new(socket, context)
  tls.hostname = uri.hostname
  tls.connect
  tls.post_connection_check(uri.hostname)
  tls
end

# Sends one frame.
def send_frame(socket, handshake, type, more = {})
  socket.write(WebSocket::Frame::Outgoing::Client.new(version: handshake.version, type: type, **more).to_s)
end

def converse(socket, handshake)
  incoming = WebSocket::Frame::Incoming::Client.new(version: handshake.version)
  incoming << handshake.leftovers
  loop do
    while (frame = incoming.next)
      case frame.type
      when :text
        say 'MESSAGE', JSON.generate(frame.to_s)
        send_frame(socket, handshake, :close, code: 1000) if frame.to_s == 'hello'
      when :ping then send_frame(socket, handshake, :pong, data: frame.to_s)
      when :close then finish(0, 'CLOSE', frame.code)
      end
    end
    raise incoming.error.to_s if incoming.error?

    incoming << socket.readpartial(65_536)
  end
end

url, protocols = ARGV
opened = false
Thread.new do
  sleep Integer(ENV.fetch('WSSPEC_TIMEOUT_MS', '5000')) / 1000.0
  opened ? finish(0) : finish(3, 'HUNG')
end
begin
  handshake = WebSocket::Handshake::Client.new(url: url, protocols: protocols.to_s.split(','))
  raise handshake.error.to_s if handshake.error

  socket = connect(URI.parse(url))
  socket.write(handshake.to_s)
  handshake << socket.readpartial(65_536) until handshake.finished?
  raise handshake.error.to_s unless handshake.valid?

  opened = true
  say 'OPEN', JSON.generate(protocol: handshake.headers['sec-websocket-protocol'].to_s)
  send_frame(socket, handshake, :text, data: 'hello')
  converse(socket, handshake)
rescue StandardError => e
  finish(opened ? 0 : 1, opened ? 'ERROR' : 'FAIL', e.message)
end
