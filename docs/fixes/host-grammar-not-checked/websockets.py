import re
from http import HTTPStatus

# uri-host [ ":" port ] (RFC 9110 7.2)
HOST = re.compile(r"(?:[\w.~!$&'()*+,;=%-]*|\[[0-9A-Fa-f:.]+\])(?::\d*)?", re.ASCII)


def check_host(path, headers):
    """Refuse a Host that is no host and port."""
    if not all(HOST.fullmatch(host) for host in headers.get_all("Host")):
        return HTTPStatus.BAD_REQUEST, [], b""
