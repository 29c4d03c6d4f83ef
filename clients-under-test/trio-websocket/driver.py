# python3 driver.py URL [PROTOCOL,…]: a driver for the client of trio-websocket (docs/clients.md).
import sys

import trio
import trio_websocket

sys.dont_write_bytecode = True
sys.path.append(sys.path[0] + "/../kit")
import attempt


async def converse(socket):
    await socket.send_message("hello")
    while (message := await socket.get_message()) != "hello":
        attempt.message(str(message))
    attempt.message(message)
    await socket.aclose(1000)


async def talk():
    async with trio_websocket.open_websocket_url(attempt.url, subprotocols=attempt.protocols or None) as socket:
        attempt.opened(socket.subprotocol)
        try:
            await converse(socket)
        except trio_websocket.ConnectionClosed:
            pass
        attempt.closed(socket.closed.code)


attempt.run(lambda: trio.run(talk))
