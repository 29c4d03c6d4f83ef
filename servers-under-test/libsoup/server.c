#include <libsoup/soup.h>
#include <stdlib.h>

static void on_message(SoupWebsocketConnection *connection, int type, GBytes *message, gpointer data) {
  soup_websocket_connection_send_message(connection, type, message);
}

static void on_connection(SoupServer *server, SoupServerMessage *message, const char *path,
                          SoupWebsocketConnection *connection, gpointer data) {
  g_object_ref(connection);
  g_signal_connect(connection, "message", G_CALLBACK(on_message), NULL);
  g_signal_connect(connection, "closed", G_CALLBACK(g_object_unref), NULL);
}

int main(void) {
  char *subprotocols[] = {"chat", "superchat", NULL};
  GError *error = NULL;
  SoupServer *server = soup_server_new(NULL, NULL);
  soup_server_add_websocket_handler(server, "/", NULL, subprotocols, on_connection, NULL, NULL);
  if (!soup_server_listen_local(server, atoi(getenv("PORT")), SOUP_SERVER_LISTEN_IPV4_ONLY, &error))
    g_error("%s", error->message);
  g_main_loop_run(g_main_loop_new(NULL, FALSE));
}
