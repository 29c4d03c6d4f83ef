// driver URL [PROTOCOL,…]: a driver for the WebSocket client of libsoup 2 (docs/clients.md).
#include <libsoup/soup.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

static bool opened = false;

static void say(const char *word, const char *text) {
  printf("%s %s\n", word, text);
  fflush(stdout);
}

static char *quoted(const char *text) {
  char *escaped = g_strescape(text ? text : "", NULL);
  return g_strdup_printf("\"%s\"", escaped);
}

static gboolean on_timeout(gpointer data) {
  if (!opened) say("HUNG", "");
  exit(opened ? 0 : 3);
}

static void on_message(SoupWebsocketConnection *connection, int type, GBytes *bytes, gpointer data) {
  // The text of a message ends with a NUL that is not counted.
  const char *message = g_bytes_get_data(bytes, NULL);
  say("MESSAGE", quoted(message));
  if (g_str_equal(message, "hello")) soup_websocket_connection_close(connection, SOUP_WEBSOCKET_CLOSE_NORMAL, NULL);
}

static void on_error(SoupWebsocketConnection *connection, GError *error, gpointer data) {
  say("ERROR", error->message);
}

static void on_closed(SoupWebsocketConnection *connection, gpointer data) {
  printf("CLOSE %d\n", soup_websocket_connection_get_close_code(connection));
  exit(0);
}

static void on_connected(GObject *session, GAsyncResult *result, gpointer data) {
  GError *error = NULL;
  SoupWebsocketConnection *connection =
      soup_session_websocket_connect_finish(SOUP_SESSION(session), result, &error);
  if (!connection) {
    say("FAIL", error->message);
    exit(1);
  }
  opened = true;
  printf("OPEN {\"protocol\":%s}\n", quoted(soup_websocket_connection_get_protocol(connection)));
  fflush(stdout);
  g_signal_connect(connection, "message", G_CALLBACK(on_message), NULL);
  g_signal_connect(connection, "error", G_CALLBACK(on_error), NULL);
  g_signal_connect(connection, "closed", G_CALLBACK(on_closed), NULL);
  soup_websocket_connection_send_text(connection, "hello");
}

static void trust(SoupSession *session, const char *file) {
  GError *error = NULL;
  GTlsDatabase *database = g_tls_file_database_new(file, &error);
  if (!database) g_error("%s", error->message);
  g_object_set(session, SOUP_SESSION_TLS_DATABASE, database, NULL);
}

int main(int count, char **words) {
  SoupSession *session = soup_session_new();
  if (g_getenv("WSSPEC_CAFILE")) trust(session, g_getenv("WSSPEC_CAFILE"));
  SoupMessage *message = soup_message_new("GET", words[1]);
  if (!message) {
    say("FAIL", "not a URL");
    return 1;
  }
  char **protocols = count > 2 && *words[2] ? g_strsplit(words[2], ",", -1) : NULL;
  const char *timeout = g_getenv("WSSPEC_TIMEOUT_MS");
  g_timeout_add(timeout ? atoi(timeout) : 5000, on_timeout, NULL);
  soup_session_websocket_connect_async(session, message, NULL, protocols, NULL, on_connected, NULL);
  g_main_loop_run(g_main_loop_new(NULL, FALSE));
}
