import os

import trio
from trio_websocket import ConnectionClosed, serve_websocket

SUBPROTOCOLS = ["chat", "superchat"]


async def echo(request):
    subprotocol = next((name for name in request.proposed_subprotocols if name in SUBPROTOCOLS), None)
    try:
        socket = await request.accept(subprotocol=subprotocol)
        while True:
            await socket.send_message(await socket.get_message())
    except ConnectionClosed:
        pass


trio.run(serve_websocket, echo, "127.0.0.1", int(os.environ["PORT"]), None)
