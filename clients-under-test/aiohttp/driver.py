# python3 driver.py URL [PROTOCOL,…]: a driver for the client of aiohttp (docs/clients.md).
import asyncio
import json
import os
import sys

import aiohttp

url, protocols = sys.argv[1], [name for name in "".join(sys.argv[2:]).split(",") if name]
if "WSSPEC_CAFILE" in os.environ:
    os.environ["SSL_CERT_FILE"] = os.environ["WSSPEC_CAFILE"]
opened = False


def say(*words):
    print(*words, flush=True)


def give_up():
    if not opened:
        say("HUNG")
    os._exit(0 if opened else 3)


async def talk():
    global opened
    async with aiohttp.ClientSession() as session, session.ws_connect(url, protocols=protocols) as socket:
        opened = True
        say("OPEN", json.dumps({"protocol": socket.protocol or ""}))
        await socket.send_str("hello")
        async for message in socket:
            if message.type is aiohttp.WSMsgType.ERROR:
                say("ERROR", repr(message.data))
                continue
            say("MESSAGE", json.dumps(str(message.data)))
            if message.data == "hello":
                await socket.close()
        say("CLOSE", socket.close_code)


async def main():
    asyncio.get_running_loop().call_later(int(os.environ.get("WSSPEC_TIMEOUT_MS", 5000)) / 1000, give_up)
    try:
        await talk()
    except Exception as error:
        say("ERROR" if opened else "FAIL", repr(error))


asyncio.run(main())
sys.exit(0 if opened else 1)
