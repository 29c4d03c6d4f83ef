from aiohttp import web


@web.middleware
async def check_connection(request, handler):
    """Require the option Upgrade in Connection as a whole member of the list."""
    options = ",".join(request.headers.getall("Connection", [])).lower().split(",")
    if "upgrade" not in (option.strip(" \t") for option in options):
        raise web.HTTPBadRequest()
    return await handler(request)
