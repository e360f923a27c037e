package web

import (
	"sync"

	"github.com/andybalholm/cascadia"
)

// selectors remembers those that were compiled: each stands in this package,
// or names a field or a code of the contract, so there are few.
var selectors compiled

type compiled struct{ known sync.Map }

func (c *compiled) get(text string) cascadia.Matcher {
	if known, ok := c.known.Load(text); ok {
		return known.(cascadia.Matcher)
	}
	parsed, err := cascadia.ParseGroup(text)
	if err != nil {
		panic("web: " + err.Error()) // ours, and tried by a test
	}
	c.known.Store(text, parsed)
	return parsed
}
