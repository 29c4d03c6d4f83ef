#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/WebSocket.h>
#include <cstdlib>
#include <iostream>
#include <unistd.h>

using namespace Poco::Net;

// After Poco's own sample, WebSocketServer, which leaves control frames and refusals to the program.
class Echo : public HTTPRequestHandler {
public:
  void handleRequest(HTTPServerRequest &request, HTTPServerResponse &response) override {
    try {
      WebSocket ws(request, response);
      char buffer[65536];
      int flags, length, opcode;
      do {
        length = ws.receiveFrame(buffer, sizeof buffer, flags);
        if (length == 0 && flags == 0) return;
        opcode = flags & WebSocket::FRAME_OP_BITMASK;
        switch (opcode) {
        case WebSocket::FRAME_OP_PING:
          ws.sendFrame(buffer, length, WebSocket::FRAME_FLAG_FIN | WebSocket::FRAME_OP_PONG);
          break;
        case WebSocket::FRAME_OP_CONT:
        case WebSocket::FRAME_OP_TEXT:
        case WebSocket::FRAME_OP_BINARY:
        case WebSocket::FRAME_OP_CLOSE:
          ws.sendFrame(buffer, length, flags & (WebSocket::FRAME_FLAG_FIN | WebSocket::FRAME_OP_BITMASK));
        }
      } while (opcode != WebSocket::FRAME_OP_CLOSE);
    } catch (const WebSocketException &error) {
      std::cerr << error.displayText() << std::endl;
      switch (error.code()) {
      case WebSocket::WS_ERR_HANDSHAKE_UNSUPPORTED_VERSION:
        response.set("Sec-WebSocket-Version", WebSocket::WEBSOCKET_VERSION);
        [[fallthrough]];
      case WebSocket::WS_ERR_NO_HANDSHAKE:
      case WebSocket::WS_ERR_HANDSHAKE_NO_VERSION:
      case WebSocket::WS_ERR_HANDSHAKE_NO_KEY:
        response.setStatusAndReason(HTTPResponse::HTTP_BAD_REQUEST);
        response.setContentLength(0);
        response.send();
      }
    }
  }
};

class Factory : public HTTPRequestHandlerFactory {
public:
  HTTPRequestHandler *createRequestHandler(const HTTPServerRequest &) override { return new Echo; }
};

int main() {
  ServerSocket socket(SocketAddress("127.0.0.1", std::getenv("PORT")));
  HTTPServer server(new Factory, socket, new HTTPServerParams);
  server.start();
  pause();
}
