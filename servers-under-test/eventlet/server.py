import os

import eventlet
from eventlet import websocket, wsgi


@websocket.WebSocketWSGI.configured(supported_protocols=["chat", "superchat"])
def echo(socket):
    while (message := socket.wait()) is not None:
        socket.send(message)


wsgi.server(eventlet.listen(("127.0.0.1", int(os.environ["PORT"]))), echo)
