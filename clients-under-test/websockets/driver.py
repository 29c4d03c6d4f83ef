# python3 driver.py URL [PROTOCOL,…]: a driver for the client of websockets (docs/clients.md).
import asyncio
import sys

import websockets

sys.dont_write_bytecode = True
sys.path.append(sys.path[0] + "/../kit")
import attempt


async def converse(socket):
    await socket.send("hello")
    async for message in socket:
        attempt.message(str(message))
        if message == "hello":
            await socket.close(1000)
        elif str(message).startswith("echo:"):
            await socket.send(message)


async def talk():
    socket = await websockets.connect(attempt.url, subprotocols=attempt.protocols or None)
    attempt.opened(socket.subprotocol)
    try:
        await converse(socket)
    except Exception as error:
        attempt.failed(error)
    attempt.closed(socket.close_code)


attempt.run(lambda: asyncio.run(talk()))
