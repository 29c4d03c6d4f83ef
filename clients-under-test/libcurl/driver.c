// driver URL [PROTOCOL,…]: a driver for the WebSocket client of libcurl (docs/clients.md).
#include "../kit/attempt.h"
#include <curl/curl.h>
#include <poll.h>
#include <string.h>

static struct curl_slist *subprotocols(const char *names) {
  char line[4096];
  snprintf(line, sizeof line, "Sec-WebSocket-Protocol: %s", names);
  return curl_slist_append(NULL, line);
}

static void say_open(CURL *curl) {
  struct curl_header *protocol;
  bool has = curl_easy_header(curl, "Sec-WebSocket-Protocol", 0, CURLH_HEADER, -1, &protocol) == CURLHE_OK;
  opened(has ? protocol->value : NULL);
}

static void wait_readable(CURL *curl) {
  curl_socket_t socket;
  curl_easy_getinfo(curl, CURLINFO_ACTIVESOCKET, &socket);
  poll(&(struct pollfd){.fd = socket, .events = POLLIN}, 1, 100);
}

// Gives the next part of a frame, or ends the program where there is none.
static const struct curl_ws_frame *next_part(CURL *curl, char *buffer, size_t size, size_t *length) {
  const struct curl_ws_frame *frame;
  CURLcode code;
  while ((code = curl_ws_recv(curl, buffer, size, length, &frame)) == CURLE_AGAIN) wait_readable(curl);
  if (code == CURLE_OK) return frame;
  say("ERROR", curl_easy_strerror(code));
  curl_easy_cleanup(curl);
  exit(0);
}

static void send_frame(CURL *curl, const char *payload, size_t length, unsigned flags) {
  size_t sent;
  CURLcode code = curl_ws_send(curl, payload, length, &sent, 0, flags);
  if (code != CURLE_OK) say("ERROR", curl_easy_strerror(code));
}

static void read_messages(CURL *curl) {
  char text[8192];
  size_t length = 0;
  for (;;) {
    size_t part;
    const struct curl_ws_frame *frame = next_part(curl, text + length, sizeof text - length, &part);
    if (frame->flags & CURLWS_CLOSE) break;
    if (!(frame->flags & CURLWS_TEXT)) continue;
    length += part;
    if (frame->bytesleft > 0 || frame->flags & CURLWS_CONT) continue;
    message(text, length);
    if (length == 5 && !memcmp(text, "hello", 5)) send_frame(curl, "\x03\xe8", 2, CURLWS_CLOSE);
    length = 0;
  }
  say("CLOSE", "");
}

int main(int count, char **words) {
  char reason[CURL_ERROR_SIZE] = "";
  CURL *curl = curl_easy_init();
  curl_easy_setopt(curl, CURLOPT_URL, words[1]);
  curl_easy_setopt(curl, CURLOPT_CONNECT_ONLY, 2L);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, reason);
  if (getenv("WSSPEC_CAFILE")) curl_easy_setopt(curl, CURLOPT_CAINFO, getenv("WSSPEC_CAFILE"));
  if (count > 2 && *words[2]) curl_easy_setopt(curl, CURLOPT_HTTPHEADER, subprotocols(words[2]));
  start_timer();
  CURLcode code = curl_easy_perform(curl);
  if (code != CURLE_OK) {
    say("FAIL", *reason ? reason : curl_easy_strerror(code));
    return 1;
  }
  say_open(curl);
  send_frame(curl, "hello", 5, CURLWS_TEXT);
  read_messages(curl);
  curl_easy_cleanup(curl);
}
