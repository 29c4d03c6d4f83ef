import re

from aiohttp import web

# With re.ASCII, the Kelvin sign (U+212A) is no k. With str.lower() it is one.
WEBSOCKET = re.compile(r"(?:.*,)?[ \t]*websocket[ \t]*(?:,.*)?", re.ASCII | re.IGNORECASE)


@web.middleware
async def check_upgrade(request, handler):
    """Require websocket in Upgrade, letters of ASCII in any case."""
    if not WEBSOCKET.fullmatch(",".join(request.headers.getall("Upgrade", []))):
        raise web.HTTPUpgradeRequired(headers={"Upgrade": "websocket", "Connection": "Upgrade"})
    return await handler(request)
