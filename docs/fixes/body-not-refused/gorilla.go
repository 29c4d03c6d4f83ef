package main

import "net/http"

// checkNoBody refuses a handshake that announces a body, which would be read as frames.
func checkNoBody(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ContentLength != 0 {
			w.Header().Set("Connection", "close")
			http.Error(w, "a handshake has no body", http.StatusBadRequest)
			return
		}
		next.ServeHTTP(w, r)
	})
}
