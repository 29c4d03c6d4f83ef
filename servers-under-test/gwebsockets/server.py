import os

from gi.repository import Gio, GLib
from gwebsockets.server import Message, Server


class LocalServer(Server):
    """The start method of the library takes any free port, on every address. This one takes the port that is given."""

    def start(self, port):
        self._service = Gio.SocketService()
        self._service.connect("incoming", self._incoming_connection_cb)
        address = Gio.InetSocketAddress.new_from_string("127.0.0.1", port)
        self._service.add_address(address, Gio.SocketType.STREAM, Gio.SocketProtocol.TCP, None)


def echo(session, message):
    session.send_message(message.data, binary=message.message_type == Message.TYPE_BINARY)


server = LocalServer()
server.connect("session-started", lambda _server, session: session.connect("message-received", echo))
server.start(int(os.environ["PORT"]))
GLib.MainLoop().run()
