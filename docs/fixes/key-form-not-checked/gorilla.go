package main

import (
	"net/http"
	"regexp"
)

// keyForm is the base64 of 16 bytes (RFC 6455 4.3).
var keyForm = regexp.MustCompile(`^[A-Za-z0-9+/]{22}==$`)

// checkKey refuses a handshake whose Sec-WebSocket-Key is not the base64 of 16 bytes.
func checkKey(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !keyForm.MatchString(r.Header.Get("Sec-WebSocket-Key")) {
			http.Error(w, "invalid Sec-WebSocket-Key", http.StatusBadRequest)
			return
		}
		next.ServeHTTP(w, r)
	})
}
