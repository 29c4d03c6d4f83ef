import os
from socketserver import BaseRequestHandler, ThreadingTCPServer

from wsproto import ConnectionType, WSConnection
from wsproto.events import AcceptConnection, CloseConnection, Message, Ping, Request
from wsproto.extensions import PerMessageDeflate
from wsproto.utilities import RemoteProtocolError

SUBPROTOCOLS = ["chat", "superchat"]


def reply_to(event):
    if isinstance(event, Request):
        subprotocol = next((name for name in event.subprotocols if name in SUBPROTOCOLS), None)
        return AcceptConnection(subprotocol=subprotocol, extensions=[PerMessageDeflate()])
    if isinstance(event, Message):
        return event
    if isinstance(event, (CloseConnection, Ping)):
        return event.response()


class Echo(BaseRequestHandler):
    def handle(self):
        try:
            self.serve(WSConnection(ConnectionType.SERVER))
        except ConnectionError:
            pass

    def serve(self, websocket):
        while octets := self.request.recv(65536):
            try:
                websocket.receive_data(octets)
            except RemoteProtocolError as error:
                if error.event_hint is not None:
                    self.request.sendall(websocket.send(error.event_hint))
                return
            for event in websocket.events():
                reply = reply_to(event)
                if reply is not None:
                    self.request.sendall(websocket.send(reply))
                if isinstance(event, CloseConnection):
                    return


class Server(ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 64


Server(("127.0.0.1", int(os.environ["PORT"])), Echo).serve_forever()
