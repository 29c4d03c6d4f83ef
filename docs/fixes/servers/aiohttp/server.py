"""An echo server on aiohttp. The recipes that it applies are its arguments."""

import os
import runpy
import sys

from aiohttp import WSMsgType, web

# The last definition of a recipe is a middleware.
MIDDLEWARES = [list(runpy.run_path(file).values())[-1] for file in sys.argv[1:]]


async def echo(request):
    socket = web.WebSocketResponse(protocols=("chat", "superchat"))
    await socket.prepare(request)
    async for message in socket:
        if message.type == WSMsgType.TEXT:
            await socket.send_str(message.data)
        elif message.type == WSMsgType.BINARY:
            await socket.send_bytes(message.data)
    return socket


app = web.Application(middlewares=MIDDLEWARES)
app.add_routes([web.get("/", echo)])
web.run_app(app, host="127.0.0.1", port=int(os.environ["PORT"]))
