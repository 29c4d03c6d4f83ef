"""What the drivers of Python have in common: the words of the command, and one attempt to connect (docs/clients.md)."""

import json
import os
import sys
import threading

url = sys.argv[1]
protocols = [name for name in "".join(sys.argv[2:]).split(",") if name]
# The file with the certificate to trust, or None. OpenSSL trusts the file that SSL_CERT_FILE names.
cafile = os.environ.get("WSSPEC_CAFILE")
if cafile is not None:
    os.environ["SSL_CERT_FILE"] = cafile
is_open = False


def say(*words):
    print(*words, flush=True)


def opened(protocol):
    """The WebSocket is open; the subprotocol may be None."""
    global is_open
    is_open = True
    say("OPEN", json.dumps({"protocol": protocol or ""}))


def message(text):
    """A text message came."""
    say("MESSAGE", json.dumps(text))


def failed(error):
    """The library reports an error. Before the WebSocket is open, it will not open."""
    say("ERROR" if is_open else "FAIL", repr(error))


def closed(*words):
    """The connection is over: the close code, and more that the library reports."""
    say("CLOSE" if is_open else "FAIL", *words)


def finish():
    """Ends the program from any thread, and without its exit handlers."""
    os._exit(0 if is_open else 1)


def give_up():
    if not is_open:
        say("HUNG")
    os._exit(0 if is_open else 3)


def run(talk):
    """Calls `talk`, which connects and stays until the connection is over, and ends the program."""
    timer = threading.Timer(int(os.environ.get("WSSPEC_TIMEOUT_MS", 5000)) / 1000, give_up)
    timer.daemon = True
    timer.start()
    try:
        talk()
    except Exception as error:
        failed(error)
    sys.exit(0 if is_open else 1)
