package formsapi

import (
	"encoding/base32"
	"fmt"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"
)

// What apps reckon with when nobody says otherwise (RFC 6238 4, 5.2): a code holds
// for 30 seconds, and one that is one step early or late is taken, since clocks of
// telephones and of people who type differ.
const (
	stepLength = 30 * time.Second
	codeDigits = 6
	stepDrift  = 1
)

var codeOptions = hotp.ValidateOpts{Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1}

// stepAt is the number of the step at an instant.
func stepAt(at time.Time) int64 { return at.Unix() / int64(stepLength/time.Second) }

// stepOf finds the step of a code near an instant; found is false for a wrong code.
// All steps are looked at, so that the time it takes tells nothing.
func stepOf(code string, secret []byte, at time.Time) (step int64, found bool, err error) {
	typed := base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(secret)
	now := stepAt(at)
	for near := now - stepDrift; near <= now+stepDrift; near++ {
		ok, err := hotp.ValidateCustom(code, uint64(near), typed, codeOptions)
		if err != nil {
			return 0, false, fmt.Errorf("comparing a code: %w", err)
		}
		if ok {
			step, found = near, true
		}
	}
	return step, found, nil
}

// A typedCode is what somebody gives as a second factor.
type typedCode struct {
	app      string // six digits; empty for a recovery code
	recovery string // as it was drawn
}

// parseCode reads a code as people type it, with spaces, hyphens and small letters.
func parseCode(typed string) (typedCode, error) {
	plain := strings.NewReplacer(" ", "", "-", "", "\u00a0", "").Replace(strings.TrimSpace(typed))
	if len(plain) == codeDigits && strings.Trim(plain, "0123456789") == "" {
		return typedCode{app: plain}, nil
	}
	if code, ok := parseRecovery(plain); ok {
		return typedCode{recovery: code}, nil
	}
	return typedCode{}, Invalid([]FieldError{{Field: "code", Key: "code-malformed"}})
}
