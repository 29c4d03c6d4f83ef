import os

from autobahn.twisted.websocket import WebSocketServerFactory, WebSocketServerProtocol
from autobahn.websocket.compress import PerMessageDeflateOffer, PerMessageDeflateOfferAccept
from twisted.internet import reactor

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


factory = WebSocketServerFactory(protocols=SUBPROTOCOLS)
factory.protocol = Echo
factory.setProtocolOptions(perMessageCompressionAccept=accept_deflate)
reactor.listenTCP(int(os.environ["PORT"]), factory, interface="127.0.0.1")
reactor.run()
