library(httpuv)

runServer("127.0.0.1", as.integer(Sys.getenv("PORT")), list(
  call = function(request) list(status = 404L, headers = list(), body = ""),
  onWSOpen = function(socket) socket$onMessage(function(binary, message) socket$send(message))
))
