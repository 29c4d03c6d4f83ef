import os
from wsgiref.simple_server import make_server

from ws4py.server.wsgirefserver import WebSocketWSGIRequestHandler, WSGIServer
from ws4py.server.wsgiutils import WebSocketWSGIApplication
from ws4py.websocket import EchoWebSocket

server = make_server(
    "127.0.0.1",
    int(os.environ["PORT"]),
    WebSocketWSGIApplication(protocols=["chat", "superchat"], handler_cls=EchoWebSocket),
    server_class=WSGIServer,
    handler_class=WebSocketWSGIRequestHandler,
)
server.initialize_websockets_manager()
server.serve_forever()
