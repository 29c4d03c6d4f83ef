# python3 driver.py URL [PROTOCOL,…]: a driver for websocket-client (docs/clients.md).
import sys

import websocket

sys.dont_write_bytecode = True
sys.path.append(sys.path[0] + "/../kit")
import attempt


def talk():
    socket = websocket.create_connection(attempt.url, subprotocols=attempt.protocols or None)
    attempt.opened(socket.subprotocol)
    socket.send("hello")
    while socket.connected:
        opcode, data = socket.recv_data()
        if opcode == websocket.ABNF.OPCODE_CLOSE:
            attempt.closed(int.from_bytes(data[:2], "big") if data else 1005)
            break
        attempt.message(data.decode(errors="replace"))
        if data == b"hello":
            socket.close(1000)


attempt.run(talk)
