// driver URL [PROTOCOL,…]: a driver for the client of Qt WebSockets (docs/clients.md).
#include "../kit/qt.hpp"
#include <QWebSocketHandshakeOptions>

int main(int argc, char **argv) {
  QCoreApplication application(argc, argv);
  const auto words = application.arguments();
  QWebSocketHandshakeOptions options;
  options.setSubprotocols(words.value(2).split(',', Qt::SkipEmptyParts));
  QWebSocket socket;
  const auto description = [&] { return "{\"protocol\":" + quoted(socket.subprotocol()) + '}'; };
  return run(application, socket, description, [&] { socket.open(QUrl(words.value(1)), options); });
}
