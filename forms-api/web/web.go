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
	LanguageName(lang, code string) string
}

// Tokens makes and checks the signed time stamps of form pages.
type Tokens interface {
	NewFormToken(now time.Time) string
	FormToken(token string) (made time.Time, ok bool)
}

// A Calendar writes the entry of an appointment (RFC 5545), in a language, with
// the address of the request's own page.
type Calendar interface {
	Appointment(lang string, f formsapi.FollowedAppointment, url string) ([]byte, error)
}

// Config is all that the public side needs. Every field is required, but for
// TrustedProxies, Calendar and Views.
type Config struct {
	Request    *formsapi.RequestAppointment
	Follow     *formsapi.FollowAppointment
	Slots      *formsapi.Slots
	Rate       *formsapi.RatePage
	Experience *formsapi.RateService
	Catalogue  formsapi.Catalogue
	Words      Words
	Tokens     Tokens
	Site       *Site
	Finder     Finder
	Calendar   Calendar                    // nil: appointments cannot be put into a calendar
	Views      Views                       // nil: nobody counts what is read
	URL        string                      // where the site is, without a slash at the end
	Ready      func(context.Context) error // nil when a submission can be stored

	TrustedProxies []netip.Prefix // whose X-Forwarded-For is believed
	Limits         bool           // false only for measurements
	Now            func() time.Time
	Log            *slog.Logger
}

// handler is a Config with what is made from it.
type handler struct {
	Config
	languages matcher
	requests  *limiter[netip.Prefix] // posts with a fresh form token
	strangers *limiter[netip.Prefix] // requests without one
	ratings   *limiter[netip.Prefix]
	guesses   *limiter[netip.Prefix] // references that do not exist
	steps     *limiter[netip.Prefix] // what people do with their requests
	proofs    *limiter[netip.Prefix] // wrong ones, of who wants to correct a contact
	contacts  *limiter[string]       // requests of one telephone or e-mail, by blind index
	told      *limiter[string]       // steps of its requests

	ownSteps, ownProofs *limiter[formsapi.Reference]

	ready readiness
}

// New makes the handler of everything but /desk/.
func New(c Config) http.Handler {
	h := &handler{
		Config:    c,
		languages: newMatcher(c.Words.Languages()),
		requests:  newLimiter[netip.Prefix](limitWithToken),
		strangers: newLimiter[netip.Prefix](limitWithoutToken),
		ratings:   newLimiter[netip.Prefix](limitWithoutToken),
		guesses:   newLimiter[netip.Prefix](limitGuesses),
		steps:     newLimiter[netip.Prefix](limitSteps),
		proofs:    newLimiter[netip.Prefix](limitGuesses),
		contacts:  newLimiter[string](limitContact),
		told:      newLimiter[string](limitTold),
		ownSteps:  newLimiter[formsapi.Reference](limitOwnSteps),
		ownProofs: newLimiter[formsapi.Reference](limitOwnProofs),
		ready:     readiness{check: c.Ready, now: c.Now},
	}
	return Secured(h.recovered(h.counted(h.routes())))
}
