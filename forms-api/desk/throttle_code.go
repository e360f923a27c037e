package desk

import (
	"errors"
	"fmt"
	"math"
	"net/http"
	"strconv"
	"time"

	formsapi "sportello/forms-api"
)

// A tooSoonError says how long to wait before the next attempt.
type tooSoonError struct{ wait time.Duration }

func (e *tooSoonError) Error() string { return fmt.Sprintf("too many attempts: wait %s", e.wait) }

func (e *tooSoonError) seconds() int { return int(math.Ceil(e.wait.Seconds())) }

// tryCode proves somebody's second factor with the code that was sent, slowed as
// passwords are.
func (v *visit) tryCode(s formsapi.Staff, prove func(code string) error) error {
	return v.attempt(v.codes, newAttempt(s.ID.String(), v.Client(v.r)), func() error { return prove(v.r.PostFormValue("code")) })
}

// attempt carries out what may be guessed at, unless it comes too soon: then it
// answers a *tooSoonError. What is no code or password at all was no guess.
func (v *visit) attempt(in *throttle, try attempt, prove func() error) error {
	if v.Limits {
		if wait := in.begin(try); wait > 0 {
			v.keepSlowed(in, try)
			return &tooSoonError{wait}
		}
	}
	err := prove()
	switch {
	case err == nil:
		in.succeed(try)
	case formsapi.CodeOf(err) == formsapi.CodeInvalid:
		in.takeBack(try)
	}
	return err
}

// refuseAttempt puts what is wrong with what may be guessed beside its control, the
// name of the field after the prefix of its form; false if it is another matter.
func (f *frame) refuseAttempt(err error, prefix, field string) bool {
	control := prefix + field
	if soon, ok := errors.AsType[*tooSoonError](err); ok {
		f.visit.w.Header().Set("Retry-After", strconv.Itoa(soon.seconds()))
		f.ErrorsTitle = f.visit.say("errors-title")
		f.Errors = []wrongField{{control, f.visit.say("sign-in-too-soon", "Count", soon.seconds())}}
		return true
	}
	switch formsapi.CodeOf(err) {
	case formsapi.CodeForbidden, formsapi.CodeInvalid:
		f.refuse(err, prefix)
		for i := range f.Errors {
			if f.Errors[i].Control == "" {
				f.Errors[i].Control = control
			}
		}
		return true
	}
	return false
}

// statusOfAttempt is the status of an attempt that refuseAttempt has refused.
func statusOfAttempt(err error) int {
	if _, ok := errors.AsType[*tooSoonError](err); ok {
		return http.StatusTooManyRequests
	}
	return statusOf[formsapi.CodeOf(err)]
}
