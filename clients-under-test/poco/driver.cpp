// driver URL [PROTOCOL,…]: a driver for the client of POCO (docs/clients.md).
#include <Poco/Buffer.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/HTTPSClientSession.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/WebSocket.h>
#include <Poco/URI.h>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <iomanip>
#include <iostream>
#include <memory>
#include <thread>

using namespace Poco::Net;

std::atomic<bool> opened{false};

[[noreturn]] void finish(int code) {
  std::cout.flush();
  std::_Exit(code);
}

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
    std::string message{buffer.begin(), buffer.size()};
    auto opcode = flags & WebSocket::FRAME_OP_BITMASK;
    // A frame without flags stands for the end of the connection.
    if (flags == 0 || opcode == WebSocket::FRAME_OP_CLOSE) break;
    if (opcode == WebSocket::FRAME_OP_PING)
      socket.sendFrame(message.data(), message.size(), WebSocket::FRAME_OP_PONG | WebSocket::FRAME_FLAG_FIN);
    if (opcode != WebSocket::FRAME_OP_TEXT) continue;
    std::cout << "MESSAGE " << std::quoted(message) << std::endl;
    if (message == "hello") socket.shutdown();
  }
  std::cout << "CLOSE" << std::endl;
}

int main(int count, char **words) {
  auto timeout = std::getenv("WSSPEC_TIMEOUT_MS");
  std::thread([=] {
    std::this_thread::sleep_for(std::chrono::milliseconds(timeout ? std::atoi(timeout) : 5000));
    if (!opened) std::cout << "HUNG" << std::endl;
    finish(opened ? 0 : 3);
  }).detach();
  try {
    Poco::URI url{words[1]};
    auto session = sessionFor(url);
    HTTPRequest request{HTTPRequest::HTTP_GET, url.getPathAndQuery(), HTTPRequest::HTTP_1_1};
    if (count > 2 && *words[2]) request.set("Sec-WebSocket-Protocol", words[2]);
    HTTPResponse response;
    WebSocket socket{*session, request, response};
    opened = true;
    std::cout << "OPEN {\"protocol\":" << std::quoted(response.get("Sec-WebSocket-Protocol", "")) << '}' << std::endl;
    talk(socket);
  } catch (const Poco::Exception &error) {
    std::cout << (opened ? "ERROR " : "FAIL ") << error.displayText() << std::endl;
  }
  finish(opened ? 0 : 1);
}
