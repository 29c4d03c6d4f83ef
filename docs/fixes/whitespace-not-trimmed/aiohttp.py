import re

from aiohttp import web
from multidict import CIMultiDict


def trimmed(name, value):
    value = value.strip(" \t")
    if name.lower() == "sec-websocket-extensions":
        value = re.sub(r"[ \t]*([,;])[ \t]*", r"\1 ", value)
    return name, value


@web.middleware
async def trim_fields(request, handler):
    """Remove the HTAB around field values and between extension offers, which aiohttp 3.8 leaves there."""
    fields = [trimmed(name, value) for name, value in request.headers.items()]
    if fields != list(request.headers.items()):
        request = request.clone(headers=CIMultiDict(fields))
    return await handler(request)
