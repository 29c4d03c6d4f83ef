# python3 driver.py URL [PROTOCOL,…]: a driver for the client of Autobahn on Twisted (docs/clients.md).
import json
import os
import sys

from autobahn.twisted.websocket import WebSocketClientFactory, WebSocketClientProtocol, connectWS
from twisted.internet import reactor

url, protocols = sys.argv[1], [name for name in "".join(sys.argv[2:]).split(",") if name]
if "WSSPEC_CAFILE" in os.environ:
    os.environ["SSL_CERT_FILE"] = os.environ["WSSPEC_CAFILE"]
opened = False


def finish(code, *words):
    print(*words, flush=True)
    os._exit(code)


def give_up():
    finish(0 if opened else 3, "" if opened else "HUNG")


class Client(WebSocketClientProtocol):
    def onConnect(self, response):
        self.chosen = response.protocol or ""

    def onOpen(self):
        global opened
        opened = True
        print("OPEN", json.dumps({"protocol": self.chosen}), flush=True)
        self.sendMessage(b"hello")

    def onMessage(self, payload, isBinary):
        print("MESSAGE", json.dumps(payload.decode(errors="replace")), flush=True)
        if payload == b"hello":
            self.sendClose(1000)

    def onClose(self, wasClean, code, reason):
        finish(0 if opened else 1, "CLOSE" if opened else "FAIL", code, repr(reason))


class Factory(WebSocketClientFactory):
    protocol = Client

    def clientConnectionFailed(self, connector, reason):
        finish(1, "FAIL", repr(reason.value))


reactor.callLater(int(os.environ.get("WSSPEC_TIMEOUT_MS", 5000)) / 1000, give_up)
try:
    connectWS(Factory(url, protocols=protocols or None))
except Exception as error:
    finish(1, "FAIL", repr(error))
reactor.run()
