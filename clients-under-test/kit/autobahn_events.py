"""What the drivers of Autobahn on asyncio and on Twisted have in common."""

import attempt


class Events:
    """The events of a connection, for a class that also extends the WebSocketClientProtocol of either variant."""

    def onConnect(self, response):
        self.chosen = response.protocol

    def onOpen(self):
        attempt.opened(self.chosen)
        self.sendMessage(b"hello")

    def onMessage(self, payload, isBinary):
        attempt.message(payload.decode(errors="replace"))
        if payload == b"hello":
            self.sendClose(1000)

    def onClose(self, wasClean, code, reason):
        attempt.closed(code, repr(reason))
        attempt.finish()
