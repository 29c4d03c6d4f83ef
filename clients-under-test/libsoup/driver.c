// driver URL [PROTOCOL,…]: a driver for the WebSocket client of libsoup 3 (docs/clients.md).
#include "../kit/libsoup.h"

int main(int count, char **words) {
  SoupSession *session = soup_session_new();
  GTlsDatabase *database = trusted();
  if (database) soup_session_set_tls_database(session, database);
  SoupMessage *message = soup_message_new(SOUP_METHOD_GET, words[1]);
  if (!message) {
    say("FAIL", "not a URL");
    return 1;
  }
  char **protocols = offered(count, words);
  soup_session_websocket_connect_async(session, message, NULL, protocols, G_PRIORITY_DEFAULT, NULL, on_connected, NULL);
  wait_for_events();
}
