package main

import (
	"net/http"
	"regexp"
	"strings"
)

var deflateParameter = regexp.MustCompile(`^(?:(?:server|client)_no_context_takeover|client_max_window_bits|` +
	`(?:server|client)_max_window_bits=(?:[89]|1[0-5]|"(?:[89]|1[0-5])"))$`)

func isInvalidOffer(offer string) bool {
	parts := strings.Split(offer, ";")
	seen := map[string]bool{}
	for _, part := range parts[1:] {
		parameter := strings.TrimSpace(part)
		name, _, _ := strings.Cut(parameter, "=")
		if seen[name] || !deflateParameter.MatchString(parameter) {
			return strings.TrimSpace(parts[0]) == "permessage-deflate"
		}
		seen[name] = true
	}
	return false
}

// checkOffers removes the invalid offers of permessage-deflate, so that they are declined (RFC 7692 7).
func checkOffers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var offers []string
		for _, offer := range strings.Split(strings.Join(r.Header.Values("Sec-WebSocket-Extensions"), ","), ",") {
			if !isInvalidOffer(offer) {
				offers = append(offers, offer)
			}
		}
		r.Header.Set("Sec-WebSocket-Extensions", strings.Join(offers, ","))
		next.ServeHTTP(w, r)
	})
}
