from http import HTTPStatus


def check_version(path, headers):
    """Refuse every Sec-WebSocket-Version but 13, and name that one."""
    if headers.get_all("Sec-WebSocket-Version") != ["13"]:
        return HTTPStatus.BAD_REQUEST, [("Sec-WebSocket-Version", "13")], b""
