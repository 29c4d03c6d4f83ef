from aiohttp import web


@web.middleware
async def check_no_body(request, handler):
    """Refuse a handshake that announces a body, which would be read as frames."""
    lengths = request.headers.getall("Content-Length", [])
    if "Transfer-Encoding" in request.headers or any(length != "0" for length in lengths):
        refusal = web.HTTPBadRequest()
        refusal.force_close()
        raise refusal
    return await handler(request)
