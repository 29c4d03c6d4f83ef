// driver URL [PROTOCOL,…]: a driver for the client of nhooyr.io/websocket (docs/clients.md).
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"sync/atomic"
	"time"

	"nhooyr.io/websocket"
)

func finish(code int, words ...any) {
	fmt.Println(words...)
	os.Exit(code)
}

func quoted(text string) string {
	quoted, _ := json.Marshal(text)
	return string(quoted)
}

func main() {
	os.Setenv("SSL_CERT_FILE", os.Getenv("WSSPEC_CAFILE"))
	var options websocket.DialOptions
	if len(os.Args) > 2 && os.Args[2] != "" {
		options.Subprotocols = strings.Split(os.Args[2], ",")
	}
	timeout, err := time.ParseDuration(os.Getenv("WSSPEC_TIMEOUT_MS") + "ms")
	if err != nil {
		timeout = 5 * time.Second
	}
	var opened atomic.Bool
	time.AfterFunc(timeout, func() {
		if opened.Load() {
			os.Exit(0)
		}
		finish(3, "HUNG")
	})

	ctx := context.Background()
	conn, _, err := websocket.Dial(ctx, os.Args[1], &options)
	if err != nil {
		finish(1, "FAIL", err)
	}
	opened.Store(true)
	fmt.Println("OPEN", `{"protocol":`+quoted(conn.Subprotocol())+`}`)
	if err := conn.Write(ctx, websocket.MessageText, []byte("hello")); err != nil {
		fmt.Println("ERROR", err)
	}
	for {
		_, message, err := conn.Read(ctx)
		if code := websocket.CloseStatus(err); code != -1 {
			finish(0, "CLOSE", int(code))
		} else if err != nil {
			finish(0, "ERROR", err)
		}
		fmt.Println("MESSAGE", quoted(string(message)))
		if string(message) == "hello" {
			break
		}
	}
	// Close waits for the Close of the server.
	if err := conn.Close(websocket.StatusNormalClosure, ""); err != nil {
		finish(0, "ERROR", err)
	}
	finish(0, "CLOSE 1000")
}
