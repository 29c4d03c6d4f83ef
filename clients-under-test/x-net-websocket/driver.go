// driver URL [PROTOCOL,…]: a driver for the client of golang.org/x/net/websocket (docs/clients.md).
package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"golang.org/x/net/websocket"
)

// selected is the subprotocol that the server selected. Where it selected none, the library leaves the list that was offered.
func selected(config *websocket.Config) string {
	if len(config.Protocol) == 1 {
		return config.Protocol[0]
	}
	return ""
}

func main() {
	begin()
	config, err := websocket.NewConfig(os.Args[1], "http://localhost")
	if err != nil {
		finish(1, "FAIL", err)
	}
	config.Protocol = offered()
	conn, err := websocket.DialConfig(config)
	if err != nil {
		finish(1, "FAIL", err)
	}
	opened(selected(conn.Config()))
	if err := websocket.Message.Send(conn, "hello"); err != nil {
		fmt.Println("ERROR", err)
	}
	for {
		var text string
		err := websocket.Message.Receive(conn, &text)
		if errors.Is(err, io.EOF) {
			finish(0, "CLOSE")
		} else if err != nil {
			finish(0, "ERROR", err)
		}
		message(text)
		if text == "hello" {
			break
		}
	}
	if err := conn.Close(); err != nil {
		finish(0, "ERROR", err)
	}
	finish(0, "CLOSE 1000")
}
