"""An echo server on websockets. The recipes that it applies are its arguments."""

import asyncio
import os
import runpy
import sys

from websockets import serve

# The last definition of a recipe is a process_request hook: it returns a refusal, or None.
HOOKS = [list(runpy.run_path(file).values())[-1] for file in sys.argv[1:]]


def process_request(path, headers):
    return next(filter(None, (hook(path, headers) for hook in HOOKS)), None)


async def echo(websocket):
    async for message in websocket:
        await websocket.send(message)


async def main():
    port = int(os.environ["PORT"])
    subprotocols = ["chat", "superchat"]
    async with serve(echo, "127.0.0.1", port, subprotocols=subprotocols, process_request=process_request):
        await asyncio.Future()


asyncio.run(main())
