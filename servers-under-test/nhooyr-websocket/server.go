package main

import (
	"log"
	"net/http"
	"os"

	"nhooyr.io/websocket"
)

var options = websocket.AcceptOptions{
	Subprotocols:       []string{"chat", "superchat"},
	InsecureSkipVerify: true,
}

func echo(w http.ResponseWriter, r *http.Request) {
	conn, err := websocket.Accept(w, r, &options)
	if err != nil {
		log.Print(err)
		return
	}
	defer conn.Close(websocket.StatusInternalError, "")
	for {
		kind, message, err := conn.Read(r.Context())
		if err != nil || conn.Write(r.Context(), kind, message) != nil {
			return
		}
	}
}

func main() {
	http.HandleFunc("/", echo)
	log.Fatal(http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), nil))
}
