package web

import (
	"context"
	"log/slog"
	"net/http"
	"net/netip"
	"time"

	formsapi "sportello/forms-api"
)

// Words says message keys in the visitor's language.
type Words interface {
	formsapi.Languages
	Languages() []string // tags as in addresses
	Message(lang, key string, args map[string]any) string
	Date(lang string, at time.Time, zone *time.Location) string
	Time(lang string, at time.Time, zone *time.Location) string
}

// Tokens makes and checks the signed time stamps of form pages.
type Tokens interface {
	NewFormToken(now time.Time) string
	FormToken(token string) (made time.Time, ok bool)
}

// Config is all that the public side needs. Every field is required, but for
// TrustedProxies.
type Config struct {
	Request   *formsapi.RequestAppointment
	Follow    *formsapi.FollowAppointment
	Rate      *formsapi.RatePage
	Catalogue formsapi.Catalogue
	Words     Words
	Tokens    Tokens
	Site      *Site
	Finder    Finder
	Ready     func(context.Context) error // nil when a submission can be stored

	TrustedProxies []netip.Prefix // whose X-Forwarded-For is believed
	Limits         bool           // false only for measurements
	Now            func() time.Time
	Log            *slog.Logger
}

// handler is a Config with what is made from it.
type handler struct {
	Config
	languages matcher
	requests  *limiter // posts with a fresh form token
	strangers *limiter // requests without one
	ratings   *limiter
	guesses   *limiter // references that do not exist
	ready     readiness
}

// New makes the handler of everything but /desk/.
func New(c Config) http.Handler {
	h := &handler{
		Config:    c,
		languages: newMatcher(c.Words.Languages()),
		requests:  newLimiter(limitWithToken),
		strangers: newLimiter(limitWithoutToken),
		ratings:   newLimiter(limitWithoutToken),
		guesses:   newLimiter(limitGuesses),
		ready:     readiness{check: c.Ready, now: c.Now},
	}
	return Secured(h.recovered(h.routes()))
}
