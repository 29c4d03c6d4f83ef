// driver URL [PROTOCOL,…]: a driver for the client of libwebsockets (docs/clients.md).
#include <libwebsockets.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool opened = false, sent = false;
static char selected[256] = "";

static void say(const char *word, const char *text) {
  printf("%s %s\n", word, text);
  fflush(stdout);
}

static void on_timeout(lws_sorted_usec_list_t *timer) {
  if (!opened) say("HUNG", "");
  exit(opened ? 0 : 3);
}

static void say_open(void) {
  printf("OPEN {\"protocol\":\"%s\"}\n", selected);
  fflush(stdout);
  opened = true;
}

static int send_hello(struct lws *wsi) {
  unsigned char text[LWS_PRE + 5];
  memcpy(text + LWS_PRE, "hello", 5);
  sent = true;
  return lws_write(wsi, text + LWS_PRE, 5, LWS_WRITE_TEXT) < 5 ? -1 : 0;
}

static int on_message(struct lws *wsi, const char *text, size_t length) {
  printf("MESSAGE \"%.*s\"\n", (int)length, text);
  fflush(stdout);
  if (length != 5 || memcmp(text, "hello", 5)) return 0;
  lws_close_reason(wsi, LWS_CLOSE_STATUS_NORMAL, NULL, 0);
  return -1;
}

static int on_event(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in, size_t length) {
  switch (reason) {
  case LWS_CALLBACK_CLIENT_CONNECTION_ERROR:
    say("FAIL", in ? in : "no reason");
    exit(1);
  case LWS_CALLBACK_CLIENT_FILTER_PRE_ESTABLISH:
    // The connection stays bound to the protocol of the program: the subprotocol is only in the response.
    lws_hdr_copy(wsi, selected, sizeof selected, WSI_TOKEN_PROTOCOL);
    return 0;
  case LWS_CALLBACK_CLIENT_ESTABLISHED:
    say_open();
    lws_callback_on_writable(wsi);
    return 0;
  case LWS_CALLBACK_CLIENT_WRITEABLE:
    return sent ? 0 : send_hello(wsi);
  case LWS_CALLBACK_CLIENT_RECEIVE:
    return on_message(wsi, in, length);
  case LWS_CALLBACK_CLIENT_CLOSED:
    say("CLOSE", "");
    exit(0);
  default:
    return lws_callback_http_dummy(wsi, reason, user, in, length);
  }
}

// One protocol of the library for each subprotocol, after the one for connections without a subprotocol.
static struct lws_protocols *protocols_for(char *names) {
  struct lws_protocols *protocols = calloc(strlen(names) + 3, sizeof *protocols);
  int count = 0;
  protocols[count++] = (struct lws_protocols){.name = "", .callback = on_event};
  for (char *name = strtok(names, ","); name; name = strtok(NULL, ","))
    protocols[count++] = (struct lws_protocols){.name = name, .callback = on_event};
  return protocols;
}

static const struct lws_extension extensions[] = {
    {"permessage-deflate", lws_extension_callback_pm_deflate,
     "permessage-deflate; client_no_context_takeover; client_max_window_bits"},
    {NULL},
};

int main(int count, char **words) {
  const char *names = count > 2 ? words[2] : "";
  const char *scheme, *address, *rest;
  int port;
  lws_set_log_level(LLL_ERR | LLL_WARN, NULL);
  if (lws_parse_uri(strdup(words[1]), &scheme, &address, &port, &rest)) {
    say("FAIL", "not a URL");
    return 1;
  }
  bool secure = !strcmp(scheme, "wss");
  char path[4096], host[1024];
  snprintf(path, sizeof path, "/%s", rest);
  snprintf(host, sizeof host, port == (secure ? 443 : 80) ? "%s" : "%s:%d", address, port);

  struct lws_context_creation_info info = {
      .port = CONTEXT_PORT_NO_LISTEN,
      .options = LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT,
      .protocols = protocols_for(strdup(names)),
      .extensions = extensions,
      .client_ssl_ca_filepath = getenv("WSSPEC_CAFILE"),
  };
  struct lws_context *context = lws_create_context(&info);
  const char *timeout = getenv("WSSPEC_TIMEOUT_MS");
  lws_sorted_usec_list_t timer = {0};
  lws_sul_schedule(context, 0, &timer, on_timeout, (timeout ? atol(timeout) : 5000) * LWS_US_PER_MS);

  struct lws_client_connect_info connection = {
      .context = context,
      .address = address,
      .port = port,
      .ssl_connection = secure ? LCCSCF_USE_SSL : 0,
      .path = path,
      .host = host,
      .protocol = *names ? names : NULL,
      .local_protocol_name = "",
  };
  if (!lws_client_connect_via_info(&connection)) {
    say("FAIL", "no connection");
    return 1;
  }
  while (lws_service(context, 0) >= 0) {
  }
}
