# python3 driver.py URL [PROTOCOL,…]: a driver for websocket-client (docs/clients.md).
import json
import os
import sys
import threading

import websocket

url, protocols = sys.argv[1], [name for name in "".join(sys.argv[2:]).split(",") if name]
if "WSSPEC_CAFILE" in os.environ:
    os.environ["SSL_CERT_FILE"] = os.environ["WSSPEC_CAFILE"]
socket = None


def say(*words):
    print(*words, flush=True)


def give_up():
    if socket is None:
        say("HUNG")
    os._exit(3 if socket is None else 0)


def talk():
    global socket
    socket = websocket.create_connection(url, subprotocols=protocols or None)
    say("OPEN", json.dumps({"protocol": socket.subprotocol or ""}))
    socket.send("hello")
    while socket.connected:
        opcode, data = socket.recv_data()
        if opcode == websocket.ABNF.OPCODE_CLOSE:
            say("CLOSE", int.from_bytes(data[:2], "big") if data else 1005)
            break
        say("MESSAGE", json.dumps(data.decode(errors="replace")))
        if data == b"hello":
            socket.close(1000)


timer = threading.Timer(int(os.environ.get("WSSPEC_TIMEOUT_MS", 5000)) / 1000, give_up)
timer.daemon = True
timer.start()
try:
    talk()
except Exception as error:
    say("FAIL" if socket is None else "ERROR", repr(error))
sys.exit(1 if socket is None else 0)
