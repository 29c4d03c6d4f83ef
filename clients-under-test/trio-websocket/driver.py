# python3 driver.py URL [PROTOCOL,…]: a driver for the client of trio-websocket (docs/clients.md).
import json
import os
import sys

import trio
import trio_websocket

url, protocols = sys.argv[1], [name for name in "".join(sys.argv[2:]).split(",") if name]
if "WSSPEC_CAFILE" in os.environ:
    os.environ["SSL_CERT_FILE"] = os.environ["WSSPEC_CAFILE"]
opened = False


def say(*words):
    print(*words, flush=True)


async def talk():
    global opened
    async with trio_websocket.open_websocket_url(url, subprotocols=protocols or None) as socket:
        opened = True
        say("OPEN", json.dumps({"protocol": socket.subprotocol or ""}))
        await socket.send_message("hello")
        try:
            while (message := await socket.get_message()) != "hello":
                say("MESSAGE", json.dumps(str(message)))
            say("MESSAGE", json.dumps(message))
            await socket.aclose(1000)
        except trio_websocket.ConnectionClosed:
            pass
        say("CLOSE", socket.closed.code)


async def main():
    with trio.move_on_after(int(os.environ.get("WSSPEC_TIMEOUT_MS", 5000)) / 1000):
        try:
            await talk()
        except Exception as error:
            say("ERROR" if opened else "FAIL", repr(error))
        sys.exit(0 if opened else 1)
    if not opened:
        say("HUNG")
    sys.exit(0 if opened else 3)


trio.run(main)
