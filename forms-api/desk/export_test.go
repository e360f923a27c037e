package desk

import (
	"net/http"
	"time"

	formsapi "sportello/forms-api"
)

// Patterns lists the routes of the table, for the tests that walk it.
func Patterns() []string {
	var patterns []string
	for _, r := range new(desk).routes() {
		patterns = append(patterns, r.pattern)
	}
	return patterns
}

// NewWatched is a desk with one more route, which pages ask for by themselves.
func NewWatched(c Config, pattern string) http.Handler {
	d := newDesk(c)
	watch := func(v *visit) error { v.w.WriteHeader(http.StatusNoContent); return nil }
	return d.handler(append(d.routes(), route{pattern, colleagues.asked(), watch}))
}

// NewQuick is a desk that tells pages more often what came in.
func NewQuick(c Config, every time.Duration) http.Handler {
	d := newDesk(c)
	d.eventsEvery = every
	return d.handler(d.routes())
}

// NewUndecided is a desk with a route of which nobody has said who may use it.
func NewUndecided(c Config) http.Handler {
	d := newDesk(c)
	return d.handler(append(d.routes(), route{pattern: "GET /desk/secrets", serve: d.nothingHere}))
}

// TrailActions are the actions that have words on a request's log.
func TrailActions() []formsapi.Action { return trailActions }

// ListOf is the name under which the log has a route; empty for one that is no list.
func ListOf(pattern string) string { return lists[pattern] }
