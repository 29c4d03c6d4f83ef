from aiohttp import web


@web.middleware
async def check_once(request, handler):
    """Refuse a repeated Sec-WebSocket-Key or Sec-WebSocket-Version."""
    for name in ("Sec-WebSocket-Key", "Sec-WebSocket-Version"):
        if len(request.headers.getall(name, [])) > 1:
            raise web.HTTPBadRequest()
    return await handler(request)
