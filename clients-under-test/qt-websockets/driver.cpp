// driver URL [PROTOCOL,…]: a driver for the client of Qt WebSockets (docs/clients.md).
#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSslConfiguration>
#include <QTextStream>
#include <QTimer>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>

void say(const QString &line) {
  QTextStream(stdout) << line << Qt::endl;
}

void finish(int code) {
  std::_Exit(code);
}

QString quoted(const QString &text) {
  return QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact).mid(1).chopped(1);
}

int main(int argc, char **argv) {
  QCoreApplication application(argc, argv);
  const auto words = application.arguments();
  bool opened = false;
  QWebSocket socket;

  QObject::connect(&socket, &QWebSocket::connected, [&] {
    opened = true;
    say("OPEN {\"protocol\":" + quoted(socket.subprotocol()) + '}');
    socket.sendTextMessage("hello");
  });
  QObject::connect(&socket, &QWebSocket::textMessageReceived, [&](const QString &message) {
    say("MESSAGE " + quoted(message));
    if (message == "hello") socket.close();
  });
  // Some failures give an error, and never the end of the connection.
  QObject::connect(&socket, QOverload<QAbstractSocket::SocketError>::of(&QWebSocket::error), [&] {
    say("ERROR " + socket.errorString());
    if (!opened) QTimer::singleShot(700, [&] {
      say("FAIL " + socket.errorString());
      finish(1);
    });
  });
  QObject::connect(&socket, &QWebSocket::disconnected, [&] {
    say(opened ? QString("CLOSE %1").arg(socket.closeCode()) : "FAIL " + socket.errorString());
    finish(opened ? 0 : 1);
  });

  if (qEnvironmentVariableIsSet("WSSPEC_CAFILE")) {
    auto tls = QSslConfiguration::defaultConfiguration();
    tls.addCaCertificates(qEnvironmentVariable("WSSPEC_CAFILE"));
    socket.setSslConfiguration(tls);
  }
  QWebSocketHandshakeOptions options;
  options.setSubprotocols(words.value(2).split(',', Qt::SkipEmptyParts));
  bool isNumber = false;
  const int timeout = qEnvironmentVariableIntValue("WSSPEC_TIMEOUT_MS", &isNumber);
  QTimer::singleShot(isNumber ? timeout : 5000, [&] {
    if (!opened) say("HUNG");
    finish(opened ? 0 : 3);
  });
  socket.open(QUrl(words.value(1)), options);
  return application.exec();
}
