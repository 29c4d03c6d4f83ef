// driver URL [PROTOCOL,…]: a driver for the client of nhooyr.io/websocket (docs/clients.md).
package main

import (
	"context"
	"fmt"
	"os"

	"nhooyr.io/websocket"
)

func main() {
	begin()
	ctx := context.Background()
	conn, _, err := websocket.Dial(ctx, os.Args[1], &websocket.DialOptions{Subprotocols: offered()})
	if err != nil {
		finish(1, "FAIL", err)
	}
	opened(conn.Subprotocol())
	if err := conn.Write(ctx, websocket.MessageText, []byte("hello")); err != nil {
		fmt.Println("ERROR", err)
	}
	for {
		_, text, err := conn.Read(ctx)
		if code := websocket.CloseStatus(err); code != -1 {
			finish(0, "CLOSE", int(code))
		} else if err != nil {
			finish(0, "ERROR", err)
		}
		message(string(text))
		if string(text) == "hello" {
			break
		}
	}
	// Close waits for the Close of the server.
	if err := conn.Close(websocket.StatusNormalClosure, ""); err != nil {
		finish(0, "ERROR", err)
	}
	finish(0, "CLOSE 1000")
}
