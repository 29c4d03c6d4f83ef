import asyncio
import os

from autobahn.asyncio.websocket import WebSocketServerFactory, WebSocketServerProtocol
from autobahn.websocket.compress import PerMessageDeflateOffer, PerMessageDeflateOfferAccept

SUBPROTOCOLS = ["chat", "superchat"]


class Echo(WebSocketServerProtocol):
    def onConnect(self, request):
        return next((name for name in request.protocols if name in SUBPROTOCOLS), None)

    def onMessage(self, payload, isBinary):
        self.sendMessage(payload, isBinary)


def accept_deflate(offers):
    for offer in offers:
        if isinstance(offer, PerMessageDeflateOffer):
            return PerMessageDeflateOfferAccept(offer)


async def main():
    loop = asyncio.get_running_loop()
    factory = WebSocketServerFactory(protocols=SUBPROTOCOLS, loop=loop)
    factory.protocol = Echo
    factory.setProtocolOptions(perMessageCompressionAccept=accept_deflate)
    server = await loop.create_server(factory, "127.0.0.1", int(os.environ["PORT"]))
    await server.serve_forever()


asyncio.run(main())
