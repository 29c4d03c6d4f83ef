#include <libwebsockets.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct session {
  unsigned char *buffer;
  size_t length;
  enum lws_write_protocol kind;
  bool whole;
};

static int echo(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in, size_t length) {
  struct session *session = user;
  switch (reason) {
  case LWS_CALLBACK_RECEIVE:
    session->buffer = realloc(session->buffer, LWS_PRE + session->length + length);
    memcpy(session->buffer + LWS_PRE + session->length, in, length);
    session->length += length;
    session->kind = lws_frame_is_binary(wsi) ? LWS_WRITE_BINARY : LWS_WRITE_TEXT;
    session->whole = lws_is_final_fragment(wsi);
    if (session->whole) {
      lws_rx_flow_control(wsi, 0);
      lws_callback_on_writable(wsi);
    }
    return 0;
  case LWS_CALLBACK_SERVER_WRITEABLE:
    if (!session->whole) return 0;
    if (lws_write(wsi, session->buffer + LWS_PRE, session->length, session->kind) < (int)session->length) return -1;
    session->length = 0;
    session->whole = false;
    lws_rx_flow_control(wsi, 1);
    return 0;
  case LWS_CALLBACK_CLOSED:
    free(session->buffer);
    return 0;
  default:
    return lws_callback_http_dummy(wsi, reason, user, in, length);
  }
}

static const struct lws_protocols protocols[] = {
    {"chat", echo, sizeof(struct session), 4096},
    {"superchat", echo, sizeof(struct session), 4096},
    {NULL},
};

static const struct lws_extension extensions[] = {
    {"permessage-deflate", lws_extension_callback_pm_deflate, "permessage-deflate"},
    {NULL},
};

int main(void) {
  struct lws_context_creation_info info = {
      .port = atoi(getenv("PORT")),
      .iface = "127.0.0.1",
      .protocols = protocols,
      .extensions = extensions,
  };
  struct lws_context *context = lws_create_context(&info);
  if (!context) return 1;
  while (lws_service(context, 0) >= 0) {
  }
}
