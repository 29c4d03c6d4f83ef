from aiohttp import web


@web.middleware
async def check_version(request, handler):
    """Refuse every Sec-WebSocket-Version but 13, and name that one."""
    if request.headers.get("Sec-WebSocket-Version", "").strip(" \t") != "13":
        raise web.HTTPBadRequest(headers={"Sec-WebSocket-Version": "13"})
    return await handler(request)
