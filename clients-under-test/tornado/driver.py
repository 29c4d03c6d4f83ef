# python3 driver.py URL [PROTOCOL,…]: a driver for the client of Tornado (docs/clients.md).
import asyncio
import json
import os
import sys

# Tornado reads the trusted certificates when it is imported.
if "WSSPEC_CAFILE" in os.environ:
    os.environ["SSL_CERT_FILE"] = os.environ["WSSPEC_CAFILE"]
from tornado.websocket import websocket_connect

url, protocols = sys.argv[1], [name for name in "".join(sys.argv[2:]).split(",") if name]
opened = False


def say(*words):
    print(*words, flush=True)


def give_up():
    if not opened:
        say("HUNG")
    os._exit(0 if opened else 3)


async def talk():
    global opened
    socket = await websocket_connect(url, subprotocols=protocols or None)
    opened = True
    say("OPEN", json.dumps({"protocol": socket.selected_subprotocol or ""}))
    await socket.write_message("hello")
    while (message := await socket.read_message()) is not None:
        say("MESSAGE", json.dumps(str(message)))
        if message == "hello":
            socket.close(1000)
    say("CLOSE", socket.close_code)


async def main():
    asyncio.get_running_loop().call_later(int(os.environ.get("WSSPEC_TIMEOUT_MS", 5000)) / 1000, give_up)
    try:
        await talk()
    except Exception as error:
        say("ERROR" if opened else "FAIL", repr(error))


asyncio.run(main())
sys.exit(0 if opened else 1)
