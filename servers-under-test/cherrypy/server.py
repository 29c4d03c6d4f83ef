import os

import cherrypy
from ws4py.server.cherrypyserver import WebSocketPlugin, WebSocketTool
from ws4py.websocket import EchoWebSocket


class Root:
    @cherrypy.expose
    def index(self):
        """The WebSocket tool upgrades the request before CherryPy would call this."""


cherrypy.config.update(
    {
        "environment": "production",
        "server.socket_host": "127.0.0.1",
        "server.socket_port": int(os.environ["PORT"]),
    }
)
WebSocketPlugin(cherrypy.engine).subscribe()
cherrypy.tools.websocket = WebSocketTool()
websocket = {
    "tools.websocket.on": True,
    "tools.websocket.handler_cls": EchoWebSocket,
    "tools.websocket.protocols": ["chat", "superchat"],
}
cherrypy.quickstart(Root(), "/", {"/": websocket})
