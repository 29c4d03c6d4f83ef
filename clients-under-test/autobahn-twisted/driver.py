# python3 driver.py URL [PROTOCOL,…]: a driver for the client of Autobahn on Twisted (docs/clients.md).
import sys

from autobahn.twisted.websocket import WebSocketClientFactory, WebSocketClientProtocol, connectWS
from twisted.internet import reactor

sys.dont_write_bytecode = True
sys.path.append(sys.path[0] + "/../kit")
import attempt
from autobahn_events import Events


class Client(Events, WebSocketClientProtocol):
    pass


class Factory(WebSocketClientFactory):
    protocol = Client

    def clientConnectionFailed(self, connector, reason):
        attempt.failed(reason.value)
        attempt.finish()


def talk():
    connectWS(Factory(attempt.url, protocols=attempt.protocols or None))
    reactor.run()


attempt.run(talk)
