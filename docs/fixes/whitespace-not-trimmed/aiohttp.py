from aiohttp import web
from multidict import CIMultiDict


@web.middleware
async def trim_fields(request, handler):
    """Remove the HTAB around field values, which aiohttp 3.8 leaves there."""
    fields = [(name, value.strip(" \t")) for name, value in request.headers.items()]
    if fields != list(request.headers.items()):
        request = request.clone(headers=CIMultiDict(fields))
    return await handler(request)
