from aiohttp import web


@web.middleware
async def check_one_host(request, handler):
    """Refuse a request that does not have exactly one Host field line."""
    if len(request.headers.getall("Host", [])) != 1:
        raise web.HTTPBadRequest()
    return await handler(request)
