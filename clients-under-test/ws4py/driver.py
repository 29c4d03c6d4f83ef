# python3 driver.py URL [PROTOCOL,…]: a driver for the threaded client of ws4py (docs/clients.md).
import sys

from ws4py.client.threadedclient import WebSocketClient

sys.dont_write_bytecode = True
sys.path.append(sys.path[0] + "/../kit")
import attempt


class Client(WebSocketClient):
    def opened(self):
        attempt.opened(b",".join(self.protocols or []).decode(errors="replace"))
        self.send("hello")

    def received_message(self, message):
        attempt.message(str(message))
        if str(message) == "hello":
            self.close(1000)

    def closed(self, code, reason=None):
        attempt.closed(code, repr(reason))
        attempt.finish()


def talk():
    trust = {"ca_certs": attempt.cafile} if attempt.cafile else None
    client = Client(attempt.url, protocols=attempt.protocols, ssl_options=trust)
    client.connect()
    client.run_forever()


attempt.run(talk)
