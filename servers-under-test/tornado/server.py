import asyncio
import os

from tornado.web import Application
from tornado.websocket import WebSocketHandler

SUBPROTOCOLS = ["chat", "superchat"]


class Echo(WebSocketHandler):
    def check_origin(self, origin):
        return True

    def select_subprotocol(self, subprotocols):
        return next((name for name in subprotocols if name in SUBPROTOCOLS), None)

    def get_compression_options(self):
        return {}

    def on_message(self, message):
        self.write_message(message, binary=isinstance(message, bytes))


async def main():
    Application([("/", Echo)]).listen(int(os.environ["PORT"]), "127.0.0.1")
    await asyncio.Event().wait()


asyncio.run(main())
