"""An ASGI application (https://asgi.readthedocs.io/) that echoes: its server reads and answers the handshake."""

SUBPROTOCOLS = ["chat", "superchat"]


async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        return await lifespan(receive, send)
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 404, "headers": []})
        return await send({"type": "http.response.body"})
    await receive()
    subprotocol = next((name for name in scope["subprotocols"] if name in SUBPROTOCOLS), None)
    await send({"type": "websocket.accept", "subprotocol": subprotocol})
    while (message := await receive())["type"] == "websocket.receive":
        await send({**message, "type": "websocket.send"})


async def lifespan(receive, send):
    while (message := await receive())["type"] != "lifespan.shutdown":
        await send({"type": f"{message['type']}.complete"})
    await send({"type": "lifespan.shutdown.complete"})
