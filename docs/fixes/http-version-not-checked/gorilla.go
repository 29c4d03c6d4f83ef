package main

import "net/http"

// checkProtocol refuses HTTP/1.0, which cannot switch protocols (RFC 9110 7.8).
func checkProtocol(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !r.ProtoAtLeast(1, 1) {
			http.Error(w, "HTTP/1.1 is required", http.StatusBadRequest)
			return
		}
		next.ServeHTTP(w, r)
	})
}
