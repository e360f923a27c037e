package web

import (
	"net/http"
	"net/netip"
	"strings"
)

// Prefix lengths by which clients are told apart: an IPv4 address, and what a
// provider gives to one IPv6 customer (RIPE-690 4.2: /56).
const (
	prefix4 = 32
	prefix6 = 56
)

func (h *handler) network(r *http.Request) netip.Prefix { return Network(r, h.TrustedProxies) }

// Network is where a request came from. X-Forwarded-For is read from its end,
// and only as far as trusted proxies wrote it.
func Network(r *http.Request, proxies []netip.Prefix) netip.Prefix {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Prefix{} // a socket without addresses: all its clients are one
	}
	client := peer.Addr().Unmap()
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(hops) - 1; i >= 0 && within(client, proxies); i-- {
		hop, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			break
		}
		client = hop.Unmap()
	}
	return prefixOf(client)
}

func within(a netip.Addr, networks []netip.Prefix) bool {
	for _, p := range networks {
		if p.Contains(a) {
			return true
		}
	}
	return false
}

func prefixOf(a netip.Addr) netip.Prefix {
	bits := prefix6
	if a.Is4() {
		bits = prefix4
	}
	p, _ := a.WithZone("").Prefix(bits) // the lengths are valid for their kind
	return p
}
