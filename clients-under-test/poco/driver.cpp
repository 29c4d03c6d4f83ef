// driver URL [PROTOCOL,…]: a driver for the client of POCO (docs/clients.md).
#include "../kit/attempt.hpp"
#include <Poco/Buffer.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/HTTPSClientSession.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/WebSocket.h>
#include <Poco/URI.h>
#include <cstdlib>
#include <memory>

using namespace Poco::Net;

std::unique_ptr<HTTPClientSession> sessionFor(const Poco::URI &url) {
  if (url.getScheme() == "ws") return std::make_unique<HTTPClientSession>(url.getHost(), url.getPort());
  if (url.getScheme() != "wss") throw Poco::SyntaxException("not a WebSocket URL");
  auto file = std::getenv("WSSPEC_CAFILE");
  // With the default, VERIFY_RELAXED, the library does not check the name in the certificate of localhost.
  Context::Ptr context = new Context(Context::TLS_CLIENT_USE, file ? file : "", Context::VERIFY_STRICT, 9, !file);
  return std::make_unique<HTTPSClientSession>(url.getHost(), url.getPort(), context);
}

void talk(WebSocket &socket) {
  socket.sendFrame("hello", 5);
  for (;;) {
    Poco::Buffer<char> buffer{0};
    int flags = 0;
    socket.receiveFrame(buffer, flags);
    std::string text{buffer.begin(), buffer.size()};
    auto opcode = flags & WebSocket::FRAME_OP_BITMASK;
    // A frame without flags stands for the end of the connection.
    if (flags == 0 || opcode == WebSocket::FRAME_OP_CLOSE) break;
    if (opcode == WebSocket::FRAME_OP_PING)
      socket.sendFrame(text.data(), text.size(), WebSocket::FRAME_OP_PONG | WebSocket::FRAME_FLAG_FIN);
    if (opcode != WebSocket::FRAME_OP_TEXT) continue;
    message(text);
    if (text == "hello") socket.shutdown();
  }
  std::cout << "CLOSE" << std::endl;
}

void connect(const Poco::URI &url, const std::string &protocols) {
  auto session = sessionFor(url);
  HTTPRequest request{HTTPRequest::HTTP_GET, url.getPathAndQuery(), HTTPRequest::HTTP_1_1};
  if (!protocols.empty()) request.set("Sec-WebSocket-Protocol", protocols);
  HTTPResponse response;
  WebSocket socket{*session, request, response};
  opened(response.get("Sec-WebSocket-Protocol", ""));
  talk(socket);
}

int main(int count, char **words) {
  run([=] {
    try {
      connect(Poco::URI{words[1]}, count > 2 ? words[2] : "");
    } catch (const Poco::Exception &error) {
      failed(error.displayText());
    }
  });
}
