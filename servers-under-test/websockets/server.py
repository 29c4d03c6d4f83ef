import asyncio
import os

from websockets import serve


async def echo(websocket):
    async for message in websocket:
        await websocket.send(message)


async def main():
    async with serve(echo, "127.0.0.1", int(os.environ["PORT"]), subprotocols=["chat", "superchat"]):
        await asyncio.Future()


asyncio.run(main())
