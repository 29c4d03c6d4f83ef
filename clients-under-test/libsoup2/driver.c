// driver URL [PROTOCOL,…]: a driver for the WebSocket client of libsoup 2 (docs/clients.md).
#include "../kit/libsoup.h"

int main(int count, char **words) {
  SoupSession *session = soup_session_new();
  GTlsDatabase *database = trusted();
  if (database) g_object_set(session, SOUP_SESSION_TLS_DATABASE, database, NULL);
  SoupMessage *message = soup_message_new("GET", words[1]);
  if (!message) {
    say("FAIL", "not a URL");
    return 1;
  }
  char **protocols = offered(count, words);
  soup_session_websocket_connect_async(session, message, NULL, protocols, NULL, on_connected, NULL);
  wait_for_events();
}
