// driver URL [PROTOCOL,…]: a driver for the client of Qt 5 WebSockets (docs/clients.md).
#include "../kit/qt.hpp"
#include <QNetworkRequest>

int main(int argc, char **argv) {
  QCoreApplication application(argc, argv);
  const auto words = application.arguments();
  // Qt 5 has no subprotocols: the program sends the field, and cannot see the answer.
  QNetworkRequest request(QUrl(words.value(1)));
  if (!words.value(2).isEmpty()) request.setRawHeader("Sec-WebSocket-Protocol", words.value(2).toLatin1());
  QWebSocket socket;
  return run(application, socket, [] { return QString("{}"); }, [&] { socket.open(request); });
}
