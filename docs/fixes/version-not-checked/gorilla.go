package main

import "net/http"

// checkVersion refuses every Sec-WebSocket-Version but 13, and names that one.
func checkVersion(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Sec-WebSocket-Version") != "13" {
			w.Header().Set("Sec-WebSocket-Version", "13")
			http.Error(w, "Sec-WebSocket-Version must be 13", http.StatusBadRequest)
			return
		}
		next.ServeHTTP(w, r)
	})
}
