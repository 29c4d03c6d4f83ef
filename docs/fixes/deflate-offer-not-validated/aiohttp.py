import re

from aiohttp import web

PARAMETER = re.compile(
    r"(?:(?:server|client)_no_context_takeover|client_max_window_bits"
    r'|(?:server|client)_max_window_bits=(?:[89]|1[0-5]|"(?:[89]|1[0-5])"))'
)


def is_valid(offer):
    name, *parameters = (part.strip(" \t") for part in offer.split(";"))
    names = [parameter.partition("=")[0] for parameter in parameters]
    return name != "permessage-deflate" or (all(map(PARAMETER.fullmatch, parameters)) and len(set(names)) == len(names))


@web.middleware
async def check_offers(request, handler):
    """Remove the invalid offers of permessage-deflate, so that they are declined (RFC 7692 7)."""
    offers = ",".join(request.headers.getall("Sec-WebSocket-Extensions", [])).split(",")
    valid = [offer for offer in offers if is_valid(offer)]
    if valid != offers:
        headers = request.headers.copy()
        headers["Sec-WebSocket-Extensions"] = ",".join(valid)
        request = request.clone(headers=headers)
    return await handler(request)
