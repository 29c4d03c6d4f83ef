package main

import (
	"net/http"
	"regexp"
)

// hostForm is uri-host [ ":" port ] (RFC 9110 7.2).
var hostForm = regexp.MustCompile(`^(?:[\w.~!$&'()*+,;=%-]*|\[[0-9A-Fa-f:.]+\])(?::[0-9]*)?$`)

// checkHost refuses a Host that is no host and port.
func checkHost(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !hostForm.MatchString(r.Host) {
			http.Error(w, "invalid Host", http.StatusBadRequest)
			return
		}
		next.ServeHTTP(w, r)
	})
}
