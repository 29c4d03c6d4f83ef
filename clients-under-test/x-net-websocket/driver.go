// driver URL [PROTOCOL,…]: a driver for the client of golang.org/x/net/websocket (docs/clients.md).
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/net/websocket"
)

func finish(code int, words ...any) {
	fmt.Println(words...)
	os.Exit(code)
}

func quoted(text string) string {
	quoted, _ := json.Marshal(text)
	return string(quoted)
}

// selected is the subprotocol that the server selected. Where it selected none, the library leaves the list that was offered.
func selected(config *websocket.Config) string {
	if len(config.Protocol) == 1 {
		return config.Protocol[0]
	}
	return ""
}

func main() {
	os.Setenv("SSL_CERT_FILE", os.Getenv("WSSPEC_CAFILE"))
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

	config, err := websocket.NewConfig(os.Args[1], "http://localhost")
	if err != nil {
		finish(1, "FAIL", err)
	}
	if len(os.Args) > 2 && os.Args[2] != "" {
		config.Protocol = strings.Split(os.Args[2], ",")
	}
	conn, err := websocket.DialConfig(config)
	if err != nil {
		finish(1, "FAIL", err)
	}
	opened.Store(true)
	fmt.Println("OPEN", `{"protocol":`+quoted(selected(conn.Config()))+`}`)
	if err := websocket.Message.Send(conn, "hello"); err != nil {
		fmt.Println("ERROR", err)
	}
	for {
		var message string
		err := websocket.Message.Receive(conn, &message)
		if errors.Is(err, io.EOF) {
			finish(0, "CLOSE")
		} else if err != nil {
			finish(0, "ERROR", err)
		}
		fmt.Println("MESSAGE", quoted(message))
		if message == "hello" {
			break
		}
	}
	if err := conn.Close(); err != nil {
		finish(0, "ERROR", err)
	}
	finish(0, "CLOSE 1000")
}
