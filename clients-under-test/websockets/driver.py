# python3 driver.py URL [PROTOCOL,…]: a driver for the client of websockets (docs/clients.md).
import asyncio
import json
import os
import sys

import websockets

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


async def talk():
    global socket
    socket = await websockets.connect(url, subprotocols=protocols or None)
    say("OPEN", json.dumps({"protocol": socket.subprotocol or ""}))
    await socket.send("hello")
    async for message in socket:
        say("MESSAGE", json.dumps(str(message)))
        if message == "hello":
            await socket.close(1000)
        elif str(message).startswith("echo:"):
            await socket.send(message)


async def main():
    asyncio.get_running_loop().call_later(int(os.environ.get("WSSPEC_TIMEOUT_MS", 5000)) / 1000, give_up)
    try:
        await talk()
    except Exception as error:
        say("FAIL" if socket is None else "ERROR", repr(error))
    if socket is not None:
        say("CLOSE", socket.close_code)


asyncio.run(main())
sys.exit(1 if socket is None else 0)
