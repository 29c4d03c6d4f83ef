#include <QCoreApplication>
#include <QWebSocket>
#include <QWebSocketServer>

int main(int argc, char **argv) {
  QCoreApplication application(argc, argv);
  QWebSocketServer server("echo", QWebSocketServer::NonSecureMode);
  server.setSupportedSubprotocols({"chat", "superchat"});

  QObject::connect(&server, &QWebSocketServer::newConnection, [&server] {
    auto *socket = server.nextPendingConnection();
    QObject::connect(socket, &QWebSocket::textMessageReceived, socket, &QWebSocket::sendTextMessage);
    QObject::connect(socket, &QWebSocket::binaryMessageReceived, socket, &QWebSocket::sendBinaryMessage);
    QObject::connect(socket, &QWebSocket::disconnected, socket, &QObject::deleteLater);
  });

  if (!server.listen(QHostAddress::LocalHost, qEnvironmentVariableIntValue("PORT"))) return 1;
  return application.exec();
}
