import re

from aiohttp import web

# The base64 of 16 bytes (RFC 6455 4.3)
KEY = re.compile(r"[ \t]*[A-Za-z0-9+/]{22}==[ \t]*")


@web.middleware
async def check_key(request, handler):
    """Refuse a Sec-WebSocket-Key that is not the base64 of 16 bytes."""
    if not KEY.fullmatch(request.headers.get("Sec-WebSocket-Key", "")):
        raise web.HTTPBadRequest()
    return await handler(request)
