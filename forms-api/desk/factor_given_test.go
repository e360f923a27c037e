package desk_test

import (
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/pquerna/otp/totp"

	formsapi "sportello/forms-api"
)

// givenFactor sets an app up for a colleague and returns its secret. The app's code
// of this half minute is used by that.
func (h *help) givenFactor(s formsapi.Staff) (secret string) {
	h.t.Helper()
	setup, err := h.factors.Begin(h.t.Context(), s)
	if err != nil {
		h.t.Fatal(err)
	}
	codes, err := h.factors.Confirm(h.t.Context(), s, uuid.Nil, setup.Factor, h.appCode(setup.Secret))
	if err != nil {
		h.t.Fatal(err)
	}
	h.recovery[s.Email], h.secrets[s.Email] = codes, setup.Secret
	return setup.Secret
}

// secret is what a page gives to type into an app.
func (p *page) secret() string {
	p.t.Helper()
	return strings.ReplaceAll(p.text(".secret"), " ", "")
}

// appCode is what an app shows now; early is how far its clock is ahead.
func (h *help) appCode(secret string, early ...time.Duration) string {
	h.t.Helper()
	at := h.clock.now()
	for _, d := range early {
		at = at.Add(d)
	}
	code, err := totp.GenerateCode(secret, at)
	if err != nil {
		h.t.Fatal(err)
	}
	return code
}

// recoveryCode is the next one that a colleague has not used. Tests sign in with
// these: the app has one code in half a minute, and their clock stands still. After
// ten, the app's next code makes others.
func (h *help) recoveryCode(s formsapi.Staff) string {
	h.t.Helper()
	codes := h.recovery[s.Email]
	if len(codes) == 0 {
		var err error
		if s, err = h.store.StaffByEmail(h.t.Context(), s.Email); err != nil {
			h.t.Fatal(err)
		}
		if codes, err = h.factors.RenewRecovery(h.t.Context(), s, h.appCode(h.secrets[s.Email], 30*time.Second)); err != nil {
			h.t.Fatal(err)
		}
	}
	h.recovery[s.Email] = codes[1:]
	return codes[0]
}
