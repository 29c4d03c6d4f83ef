// What the drivers of libsoup 2 and 3 have in common: the events of one attempt, and its time (docs/clients.md).
#pragma once
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

// The certificate to trust; NULL for those of the system.
static GTlsDatabase *trusted(void) {
  const char *file = g_getenv("WSSPEC_CAFILE");
  if (!file) return NULL;
  GError *error = NULL;
  GTlsDatabase *database = g_tls_file_database_new(file, &error);
  if (!database) g_error("%s", error->message);
  return database;
}

// The subprotocols to offer; NULL for none.
static char **offered(int count, char **words) {
  return count > 2 && *words[2] ? g_strsplit(words[2], ",", -1) : NULL;
}

// Waits for the events above, one of which ends the program.
static void wait_for_events(void) {
  const char *timeout = g_getenv("WSSPEC_TIMEOUT_MS");
  g_timeout_add(timeout ? atoi(timeout) : 5000, on_timeout, NULL);
  g_main_loop_run(g_main_loop_new(NULL, FALSE));
}
