// driver URL [PROTOCOL,…]: a driver for the client of gorilla/websocket (docs/clients.md).
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
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
	dialer := *websocket.DefaultDialer
	if len(os.Args) > 2 && os.Args[2] != "" {
		dialer.Subprotocols = strings.Split(os.Args[2], ",")
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

	conn, _, err := dialer.Dial(os.Args[1], nil)
	if err != nil {
		finish(1, "FAIL", err)
	}
	opened.Store(true)
	fmt.Println("OPEN", `{"protocol":`+quoted(conn.Subprotocol())+`}`)
	if err := conn.WriteMessage(websocket.TextMessage, []byte("hello")); err != nil {
		fmt.Println("ERROR", err)
	}
	for {
		_, message, err := conn.ReadMessage()
		var closed *websocket.CloseError
		if errors.As(err, &closed) {
			finish(0, "CLOSE", closed.Code)
		} else if err != nil {
			finish(0, "ERROR", err)
		}
		fmt.Println("MESSAGE", quoted(string(message)))
		if string(message) == "hello" {
			conn.WriteMessage(websocket.CloseMessage, websocket.FormatCloseMessage(websocket.CloseNormalClosure, ""))
		}
	}
}
