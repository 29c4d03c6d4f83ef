#include <arpa/inet.h>
#include <stdlib.h>
#include <ulfius.h>
#include <unistd.h>

static void on_message(const struct _u_request *request, struct _websocket_manager *manager,
                       const struct _websocket_message *message, void *data) {
  if (message->opcode == U_WEBSOCKET_OPCODE_TEXT || message->opcode == U_WEBSOCKET_OPCODE_BINARY)
    ulfius_websocket_send_message(manager, message->opcode, message->data_len, message->data);
}

static int on_request(const struct _u_request *request, struct _u_response *response, void *data) {
  // With subprotocols set, ulfius refuses a client that offers none.
  const char *subprotocols = u_map_has_key_case(request->map_header, "Sec-WebSocket-Protocol") ? "chat,superchat" : NULL;
  if (ulfius_set_websocket_response(response, subprotocols, NULL, NULL, NULL, on_message, NULL, NULL, NULL) != U_OK)
    return U_CALLBACK_ERROR;
  ulfius_add_websocket_deflate_extension(response);
  return U_CALLBACK_CONTINUE;
}

int main(void) {
  struct _u_instance instance;
  int port = atoi(getenv("PORT"));
  struct sockaddr_in address = {
      .sin_family = AF_INET,
      .sin_port = htons(port),
      .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
  };
  ulfius_init_instance(&instance, port, &address, NULL);
  ulfius_add_endpoint_by_val(&instance, "GET", "/", NULL, 0, on_request, NULL);
  if (ulfius_start_framework(&instance) != U_OK) return 1;
  pause();
}
