from http import HTTPStatus


def check_no_body(path, headers):
    """Refuse a handshake that announces a body, which would be read as frames."""
    lengths = headers.get_all("Content-Length")
    if "Transfer-Encoding" in headers or any(length != "0" for length in lengths):
        return HTTPStatus.BAD_REQUEST, [], b""
