from aiohttp import web


@web.middleware
async def check_method(request, handler):
    """Refuse HEAD, which web.get() routes to the handler too."""
    if request.method != "GET":
        raise web.HTTPMethodNotAllowed(request.method, ["GET"])
    return await handler(request)
