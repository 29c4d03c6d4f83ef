package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"sync/atomic"
	"time"
)

// What the drivers of Go have in common (docs/clients.md). It is copied beside each driver.go: Go compiles a folder.

var isOpen atomic.Bool

// finish prints a line and ends the program.
func finish(code int, words ...any) {
	fmt.Println(words...)
	os.Exit(code)
}

func quoted(text string) string {
	quoted, _ := json.Marshal(text)
	return string(quoted)
}

// offered gives the subprotocols to offer; nil for none.
func offered() []string {
	if len(os.Args) < 3 || os.Args[2] == "" {
		return nil
	}
	return strings.Split(os.Args[2], ",")
}

// begin trusts the certificate of wsspec, and starts the time of the attempt.
func begin() {
	os.Setenv("SSL_CERT_FILE", os.Getenv("WSSPEC_CAFILE"))
	timeout, err := time.ParseDuration(os.Getenv("WSSPEC_TIMEOUT_MS") + "ms")
	if err != nil {
		timeout = 5 * time.Second
	}
	time.AfterFunc(timeout, func() {
		if isOpen.Load() {
			os.Exit(0)
		}
		finish(3, "HUNG")
	})
}

// opened reports that the WebSocket is open, with the subprotocol that the server selected.
func opened(protocol string) {
	isOpen.Store(true)
	fmt.Println("OPEN", `{"protocol":`+quoted(protocol)+`}`)
}

func message(text string) {
	fmt.Println("MESSAGE", quoted(text))
}
