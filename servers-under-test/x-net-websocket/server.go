package main

import (
	"log"
	"net/http"
	"os"

	"golang.org/x/net/websocket"
)

type message struct {
	payload []byte
	kind    byte
}

// The codec of the package chooses by Go type and would lose the kind of the message.
var codec = websocket.Codec{
	Marshal: func(v any) ([]byte, byte, error) {
		return v.(message).payload, v.(message).kind, nil
	},
	Unmarshal: func(payload []byte, kind byte, v any) error {
		*v.(*message) = message{payload, kind}
		return nil
	},
}

func selectSubprotocol(config *websocket.Config, _ *http.Request) error {
	offered := config.Protocol
	config.Protocol = nil
	for _, name := range offered {
		if name == "chat" || name == "superchat" {
			config.Protocol = []string{name}
			break
		}
	}
	return nil
}

func echo(conn *websocket.Conn) {
	defer conn.Close()
	for {
		var received message
		if codec.Receive(conn, &received) != nil || codec.Send(conn, received) != nil {
			return
		}
	}
}

func main() {
	http.Handle("/", websocket.Server{Handshake: selectSubprotocol, Handler: echo})
	log.Fatal(http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), nil))
}
