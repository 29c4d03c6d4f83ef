// driver URL [PROTOCOL,…]: a driver for the WebSocket client of CivetWeb (docs/clients.md).
#include "../kit/attempt.h"
#include <civetweb.h>
#include <string.h>

static int on_data(struct mg_connection *connection, int bits, char *data, size_t length, void *user) {
  int opcode = bits & 0xf;
  if (opcode == MG_WEBSOCKET_OPCODE_CONNECTION_CLOSE) return 0;
  if (opcode == MG_WEBSOCKET_OPCODE_PING) mg_websocket_client_write(connection, MG_WEBSOCKET_OPCODE_PONG, data, length);
  if (opcode != MG_WEBSOCKET_OPCODE_TEXT) return 1;
  message(data, length);
  if (length == 5 && !memcmp(data, "hello", 5))
    mg_websocket_client_write(connection, MG_WEBSOCKET_OPCODE_CONNECTION_CLOSE, "\x03\xe8", 2);
  return 1;
}

static void on_close(const struct mg_connection *connection, void *user) {
  say("CLOSE", "");
  exit(0);
}

// The library takes the parts of a URL, and has no parser of its own.
static bool take_apart(const char *url, struct mg_client_options *parts, char *path, size_t size) {
  static char host[256];
  char scheme[8], authority[512], rest[4096] = "";
  if (sscanf(url, "%7[A-Za-z]://%511[^/?#]%4095[^#]", scheme, authority, rest) < 2) return false;
  *parts = (struct mg_client_options){.host = host, .host_name = host, .port = strcasecmp(scheme, "wss") ? 80 : 443};
  if (sscanf(authority, "%255[^:@]:%d", host, &parts->port) < 1) return false;
  snprintf(path, size, "%s%s", *rest == '/' ? "" : "/", rest);
  return true;
}

int main(int count, char **words) {
  struct mg_client_options parts;
  char path[4100], error[256] = "";
  if (count > 2 && *words[2]) {
    say("SKIP", "the client has no subprotocols");
    return 77;
  }
  if (!take_apart(words[1], &parts, path, sizeof path)) {
    say("FAIL", "not a WebSocket URL");
    return 1;
  }
  mg_init_library(MG_FEATURES_TLS);
  parts.server_cert = getenv("WSSPEC_CAFILE");
  start_timer();
  struct mg_connection *connection =
      strncasecmp(words[1], "wss:", 4)
          ? mg_connect_websocket_client(parts.host, parts.port, 0, error, sizeof error, path, NULL, on_data, on_close, NULL)
          : mg_connect_websocket_client_secure(&parts, error, sizeof error, path, NULL, on_data, on_close, NULL);
  if (!connection) {
    say("FAIL", error);
    return 1;
  }
  is_open = true;
  say("OPEN", "{}");
  mg_websocket_client_write(connection, MG_WEBSOCKET_OPCODE_TEXT, "hello", 5);
  for (;;) pause();
}
