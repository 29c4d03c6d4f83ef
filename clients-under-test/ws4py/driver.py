# python3 driver.py URL [PROTOCOL,…]: a driver for the threaded client of ws4py (docs/clients.md).
import json
import os
import sys
import threading

from ws4py.client.threadedclient import WebSocketClient

url, protocols = sys.argv[1], [name for name in "".join(sys.argv[2:]).split(",") if name]
ca = os.environ.get("WSSPEC_CAFILE")
opened = False


def finish(code, *words):
    print(*words, flush=True)
    os._exit(code)


def give_up():
    finish(0 if opened else 3, "" if opened else "HUNG")


class Client(WebSocketClient):
    def opened(self):
        global opened
        opened = True
        chosen = b",".join(self.protocols or []).decode(errors="replace")
        print("OPEN", json.dumps({"protocol": chosen}), flush=True)
        self.send("hello")

    def received_message(self, message):
        print("MESSAGE", json.dumps(str(message)), flush=True)
        if str(message) == "hello":
            self.close(1000)

    def closed(self, code, reason=None):
        finish(0 if opened else 1, "CLOSE" if opened else "FAIL", code, repr(reason))


timer = threading.Timer(int(os.environ.get("WSSPEC_TIMEOUT_MS", 5000)) / 1000, give_up)
timer.daemon = True
timer.start()
try:
    client = Client(url, protocols=protocols, ssl_options={"ca_certs": ca} if ca else None)
    client.connect()
    client.run_forever()
except Exception as error:
    finish(1, "FAIL", repr(error))
