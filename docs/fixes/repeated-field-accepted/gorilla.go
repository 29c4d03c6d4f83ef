package main

import "net/http"

// checkOnce refuses a repeated Sec-WebSocket-Key or Sec-WebSocket-Version.
func checkOnce(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for _, name := range []string{"Sec-WebSocket-Key", "Sec-WebSocket-Version"} {
			if len(r.Header.Values(name)) > 1 {
				http.Error(w, name+" is repeated", http.StatusBadRequest)
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}
