# python3 driver.py URL [PROTOCOL,…]: a driver for the client of wsproto on a blocking socket (docs/clients.md).
import json
import os
import socket
import ssl
import sys
import threading
from urllib.parse import urlsplit

from wsproto import ConnectionType, WSConnection
from wsproto.events import AcceptConnection, CloseConnection, Ping, RejectConnection, Request, TextMessage

url, protocols = urlsplit(sys.argv[1]), [name for name in "".join(sys.argv[2:]).split(",") if name]
opened = False


def say(*words):
    print(*words, flush=True)


def give_up():
    if not opened:
        say("HUNG")
    os._exit(0 if opened else 3)


def connect():
    link = socket.create_connection((url.hostname, url.port or (443 if url.scheme == "wss" else 80)))
    if url.scheme != "wss":
        return link
    context = ssl.create_default_context(cafile=os.environ.get("WSSPEC_CAFILE"))
    return context.wrap_socket(link, server_hostname=url.hostname)


def events(link, connection):
    target = (url.path or "/") + ("?" + url.query if url.query else "")
    host = url.netloc.rpartition("@")[2]
    link.sendall(connection.send(Request(host=host, target=target, subprotocols=protocols)))
    while octets := link.recv(65536):
        connection.receive_data(octets)
        yield from connection.events()
    connection.receive_data(None)
    yield from connection.events()


def talk():
    global opened
    link, connection = connect(), WSConnection(ConnectionType.CLIENT)
    for event in events(link, connection):
        if isinstance(event, AcceptConnection):
            opened = True
            say("OPEN", json.dumps({"protocol": event.subprotocol or ""}))
            link.sendall(connection.send(TextMessage("hello")))
        elif isinstance(event, TextMessage):
            say("MESSAGE", json.dumps(event.data))
            if event.data == "hello":
                link.sendall(connection.send(CloseConnection(1000)))
        elif isinstance(event, Ping):
            link.sendall(connection.send(event.response()))
        elif isinstance(event, RejectConnection):
            raise ConnectionError(f"status {event.status_code}")
        elif isinstance(event, CloseConnection):
            if connection.state.name == "REMOTE_CLOSING":
                link.sendall(connection.send(event.response()))
            say("CLOSE" if opened else "FAIL", event.code)
            return


timer = threading.Timer(int(os.environ.get("WSSPEC_TIMEOUT_MS", 5000)) / 1000, give_up)
timer.daemon = True
timer.start()
try:
    talk()
except Exception as error:
    say("ERROR" if opened else "FAIL", repr(error))
sys.exit(0 if opened else 1)
