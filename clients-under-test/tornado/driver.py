# python3 driver.py URL [PROTOCOL,…]: a driver for the client of Tornado (docs/clients.md).
import asyncio
import sys

sys.dont_write_bytecode = True
sys.path.append(sys.path[0] + "/../kit")
import attempt

# Tornado reads the trusted certificates when it is imported.
from tornado.websocket import websocket_connect


async def talk():
    socket = await websocket_connect(attempt.url, subprotocols=attempt.protocols or None)
    attempt.opened(socket.selected_subprotocol)
    await socket.write_message("hello")
    while (message := await socket.read_message()) is not None:
        attempt.message(str(message))
        if message == "hello":
            socket.close(1000)
    attempt.closed(socket.close_code)


attempt.run(lambda: asyncio.run(talk()))
