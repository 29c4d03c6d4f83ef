import re

from aiohttp import web

# uri-host [ ":" port ] (RFC 9110 7.2)
HOST = re.compile(r"(?:[\w.~!$&'()*+,;=%-]*|\[[0-9A-Fa-f:.]+\])(?::\d*)?", re.ASCII)


@web.middleware
async def check_host(request, handler):
    """Refuse a Host that is no host and port."""
    if not all(HOST.fullmatch(host.strip(" \t")) for host in request.headers.getall("Host", [])):
        raise web.HTTPBadRequest()
    return await handler(request)
