// What the drivers of Qt 5 and Qt 6 have in common: the events of one attempt, and its time (docs/clients.md).
#pragma once
#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSslConfiguration>
#include <QTextStream>
#include <QTimer>
#include <QWebSocket>
#include <cstdlib>

static bool is_open = false;

inline void say(const QString &line) {
  QTextStream(stdout) << line << Qt::endl;
}

inline void finish(int code) {
  std::_Exit(code);
}

inline QString quoted(const QString &text) {
  return QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact).mid(1).chopped(1);
}

// Reports the events of the socket that follow the opening, and its failure to open.
inline void report(QWebSocket &socket) {
  QObject::connect(&socket, &QWebSocket::textMessageReceived, [&](const QString &message) {
    say("MESSAGE " + quoted(message));
    if (message == "hello") socket.close();
  });
  // Some failures give an error, and never the end of the connection.
  QObject::connect(&socket, QOverload<QAbstractSocket::SocketError>::of(&QWebSocket::error), [&] {
    say("ERROR " + socket.errorString());
    if (!is_open) QTimer::singleShot(700, [&] {
      say("FAIL " + socket.errorString());
      finish(1);
    });
  });
  QObject::connect(&socket, &QWebSocket::disconnected, [&] {
    say(is_open ? QString("CLOSE %1").arg(socket.closeCode()) : "FAIL " + socket.errorString());
    finish(is_open ? 0 : 1);
  });
}

// Makes the socket trust the certificate of wsspec.
inline void trust(QWebSocket &socket) {
  if (!qEnvironmentVariableIsSet("WSSPEC_CAFILE")) return;
  auto tls = QSslConfiguration::defaultConfiguration();
  tls.addCaCertificates(qEnvironmentVariable("WSSPEC_CAFILE"));
  socket.setSslConfiguration(tls);
}

inline void startTimer() {
  bool isNumber = false;
  const int timeout = qEnvironmentVariableIntValue("WSSPEC_TIMEOUT_MS", &isNumber);
  QTimer::singleShot(isNumber ? timeout : 5000, [] {
    if (!is_open) say("HUNG");
    finish(is_open ? 0 : 3);
  });
}

/**
 * Makes one attempt, and ends the program.
 * @param description gives the JSON of OPEN, such as {"protocol":"chat"}
 * @param open opens the socket
 */
template <typename Description, typename Open>
int run(QCoreApplication &application, QWebSocket &socket, Description description, Open open) {
  QObject::connect(&socket, &QWebSocket::connected, [&] {
    is_open = true;
    say("OPEN " + description());
    socket.sendTextMessage("hello");
  });
  report(socket);
  trust(socket);
  startTimer();
  open();
  return application.exec();
}
