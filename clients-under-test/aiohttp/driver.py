# python3 driver.py URL [PROTOCOL,…]: a driver for the client of aiohttp (docs/clients.md).
import asyncio
import sys

sys.dont_write_bytecode = True
sys.path.append(sys.path[0] + "/../kit")
import attempt

# aiohttp may read the trusted certificates when it is imported.
import aiohttp


async def talk():
    session = aiohttp.ClientSession()
    async with session, session.ws_connect(attempt.url, protocols=attempt.protocols) as socket:
        attempt.opened(socket.protocol)
        await socket.send_str("hello")
        async for message in socket:
            if message.type is aiohttp.WSMsgType.ERROR:
                attempt.failed(message.data)
                continue
            attempt.message(str(message.data))
            if message.data == "hello":
                await socket.close()
        attempt.closed(socket.close_code)


attempt.run(lambda: asyncio.run(talk()))
