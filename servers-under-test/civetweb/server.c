#include <civetweb.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static int on_message(struct mg_connection *connection, int bits, char *data, size_t length, void *user) {
  int opcode = bits & 0xf;
  switch (opcode) {
  case MG_WEBSOCKET_OPCODE_TEXT:
  case MG_WEBSOCKET_OPCODE_BINARY:
  case MG_WEBSOCKET_OPCODE_CONNECTION_CLOSE:
    mg_websocket_write(connection, opcode, data, length);
  }
  return opcode != MG_WEBSOCKET_OPCODE_CONNECTION_CLOSE;
}

int main(void) {
  char address[32];
  snprintf(address, sizeof address, "127.0.0.1:%s", getenv("PORT"));
  const char *options[] = {"listening_ports", address, "enable_websocket_ping_pong", "yes", NULL};
  const char *names[] = {"chat", "superchat"};
  struct mg_websocket_subprotocols subprotocols = {2, names};

  mg_init_library(0);
  struct mg_context *context = mg_start(NULL, NULL, options);
  if (!context) return 1;
  mg_set_websocket_handler_with_subprotocols(context, "/", &subprotocols, NULL, NULL, on_message, NULL, NULL);
  pause();
}
