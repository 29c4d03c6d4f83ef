from aiohttp import HttpVersion11, web


@web.middleware
async def check_http_version(request, handler):
    """Refuse HTTP/1.0, which cannot switch protocols (RFC 9110 7.8)."""
    if request.version < HttpVersion11:
        raise web.HTTPBadRequest()
    return await handler(request)
