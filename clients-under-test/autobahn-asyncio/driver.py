# python3 driver.py URL [PROTOCOL,…]: a driver for the client of Autobahn on asyncio (docs/clients.md).
import asyncio
import sys

from autobahn.asyncio.websocket import WebSocketClientFactory, WebSocketClientProtocol

sys.dont_write_bytecode = True
sys.path.append(sys.path[0] + "/../kit")
import attempt
from autobahn_events import Events


class Client(Events, WebSocketClientProtocol):
    pass


async def talk():
    factory = WebSocketClientFactory(attempt.url, protocols=attempt.protocols or None)
    factory.protocol = Client
    loop = asyncio.get_running_loop()
    await loop.create_connection(factory, factory.host, factory.port, ssl=factory.isSecure or None)
    await asyncio.Event().wait()


attempt.run(lambda: asyncio.run(talk()))
