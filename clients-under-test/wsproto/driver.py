# python3 driver.py URL [PROTOCOL,…]: a driver for the client of wsproto on a blocking socket (docs/clients.md).
import socket
import ssl
import sys
from urllib.parse import urlsplit

from wsproto import ConnectionType, WSConnection
from wsproto.events import AcceptConnection, CloseConnection, Ping, RejectConnection, Request, TextMessage

sys.dont_write_bytecode = True
sys.path.append(sys.path[0] + "/../kit")
import attempt


def connect(url):
    link = socket.create_connection((url.hostname, url.port or (443 if url.scheme == "wss" else 80)))
    if url.scheme != "wss":
        return link
    context = ssl.create_default_context(cafile=attempt.cafile)
    return context.wrap_socket(link, server_hostname=url.hostname)


def events(url, link, connection):
    target = (url.path or "/") + ("?" + url.query if url.query else "")
    host = url.netloc.rpartition("@")[2]
    link.sendall(connection.send(Request(host=host, target=target, subprotocols=attempt.protocols)))
    while octets := link.recv(65536):
        connection.receive_data(octets)
        yield from connection.events()
    connection.receive_data(None)
    yield from connection.events()


def talk():
    url = urlsplit(attempt.url)
    link, connection = connect(url), WSConnection(ConnectionType.CLIENT)
    for event in events(url, link, connection):
        if isinstance(event, AcceptConnection):
            attempt.opened(event.subprotocol)
            link.sendall(connection.send(TextMessage("hello")))
        elif isinstance(event, TextMessage):
            attempt.message(event.data)
            if event.data == "hello":
                link.sendall(connection.send(CloseConnection(1000)))
        elif isinstance(event, Ping):
            link.sendall(connection.send(event.response()))
        elif isinstance(event, RejectConnection):
            raise ConnectionError(f"status {event.status_code}")
        elif isinstance(event, CloseConnection):
            if connection.state.name == "REMOTE_CLOSING":
                link.sendall(connection.send(event.response()))
            attempt.closed(event.code)
            return


attempt.run(talk)
