from http import HTTPStatus


def check_one_host(path, headers):
    """Refuse a request that does not have exactly one Host field line."""
    if len(headers.get_all("Host")) != 1:
        return HTTPStatus.BAD_REQUEST, [], b""
