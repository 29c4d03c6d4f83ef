import os
from select import select

from websockify.websockifyserver import WebSockifyRequestHandler, WebSockifyServer


class Echo(WebSockifyRequestHandler):
    def new_websocket_client(self):
        closed = False
        while not closed:
            select([self.request], [], [])
            messages, closed = self.recv_frames()
            self.send_frames(messages)


WebSockifyServer(Echo, listen_host="127.0.0.1", listen_port=int(os.environ["PORT"])).start_server()
