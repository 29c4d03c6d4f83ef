// driver URL [PROTOCOL,…]: a driver for the WebSocket client of Ulfius (docs/clients.md).
#include "../kit/attempt.h"
#include <string.h>
#include <ulfius.h>

// It runs for as long as the program has something to send.
static void on_open(const struct _u_request *request, struct _websocket_manager *manager, void *data) {
  opened(manager->protocol);
  ulfius_websocket_send_message(manager, U_WEBSOCKET_OPCODE_TEXT, 5, "hello");
  while (ulfius_websocket_status(manager) == U_WEBSOCKET_STATUS_OPEN) usleep(10000);
}

static void on_message(const struct _u_request *request, struct _websocket_manager *manager,
                       const struct _websocket_message *received, void *data) {
  if (received->opcode != U_WEBSOCKET_OPCODE_TEXT) return;
  message(received->data, received->data_len);
  if (received->data_len == 5 && !memcmp(received->data, "hello", 5)) manager->close_flag = 1;
}

static void on_close(const struct _u_request *request, struct _websocket_manager *manager, void *data) {
  say("CLOSE", "");
  exit(0);
}

int main(int count, char **words) {
  struct _u_request request;
  struct _u_response response;
  struct _websocket_client_handler handler = {NULL, NULL};
  const char *protocols = count > 2 && *words[2] ? words[2] : NULL;
  ulfius_init_request(&request);
  ulfius_init_response(&response);
  if (getenv("WSSPEC_CAFILE")) request.ca_path = strdup(getenv("WSSPEC_CAFILE"));
  if (ulfius_set_websocket_request(&request, words[1], protocols, NULL) != U_OK) {
    say("FAIL", "not a WebSocket URL");
    return 1;
  }
  start_timer();
  if (ulfius_open_websocket_client_connection(&request, on_open, NULL, on_message, NULL, on_close, NULL, &handler,
                                              &response) != U_OK) {
    printf("FAIL status %ld\n", response.status);
    return 1;
  }
  for (;;) pause();
}
