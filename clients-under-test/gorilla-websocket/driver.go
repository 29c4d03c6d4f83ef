// driver URL [PROTOCOL,…]: a driver for the client of gorilla/websocket (docs/clients.md).
package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/gorilla/websocket"
)

func main() {
	begin()
	dialer := *websocket.DefaultDialer
	dialer.Subprotocols = offered()
	conn, _, err := dialer.Dial(os.Args[1], nil)
	if err != nil {
		finish(1, "FAIL", err)
	}
	opened(conn.Subprotocol())
	if err := conn.WriteMessage(websocket.TextMessage, []byte("hello")); err != nil {
		fmt.Println("ERROR", err)
	}
	for {
		_, text, err := conn.ReadMessage()
		var closed *websocket.CloseError
		if errors.As(err, &closed) {
			finish(0, "CLOSE", closed.Code)
		} else if err != nil {
			finish(0, "ERROR", err)
		}
		message(string(text))
		if string(text) == "hello" {
			conn.WriteMessage(websocket.CloseMessage, websocket.FormatCloseMessage(websocket.CloseNormalClosure, ""))
		}
	}
}
