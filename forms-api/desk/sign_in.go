package desk

import (
	"fmt"
	"math"
	"net/http"
	"strconv"
	"time"

	formsapi "sportello/forms-api"
)

const signInPath = home + "sign-in"

// signInPage keeps the e-mail that was typed, never the password.
type signInPage struct {
	frame
	Email string
	Next  string
}

func (v *visit) signInPage(email, next string) signInPage {
	p := signInPage{frame: v.frame("sign-in-title"), Email: email, Next: wayBack(next)}
	p.Here = v.r.URL.RequestURI()
	return p
}

func (d *desk) showSignIn(v *visit) error {
	next := v.r.FormValue("next")
	if v.signedIn() {
		return v.redirect(wayBack(next))
	}
	page := v.signInPage("", next)
	if v.r.Form.Has("left") {
		page.Notice = v.say("notice-left")
	}
	return v.render(http.StatusOK, "sign_in.html", page)
}

func (d *desk) signIn(v *visit) error {
	email, next := v.r.PostFormValue("email"), v.r.PostFormValue("next")
	if len(email) > maxEmail {
		return v.wrongPassword(v.signInPage("", next), &formsapi.Problem{Code: formsapi.CodeForbidden, Key: "sign-in-wrong"})
	}
	try := newAttempt(email, d.Client(v.r))
	if d.Limits {
		if wait := d.throttle.begin(try); wait > 0 {
			return v.tooSoon(v.signInPage(email, next), wait)
		}
	}
	staff, err := d.checkPassword(v, email)
	if formsapi.CodeOf(err) == formsapi.CodeForbidden {
		return v.wrongPassword(v.signInPage(email, next), err)
	}
	if err != nil {
		return err
	}
	d.throttle.succeed(try)
	if err := v.begin(staff); err != nil {
		return err
	}
	return v.redirect(wayBack(next))
}

// checkPassword hashes few passwords at a time: each takes 19 MiB and a moment
// of a processor, and strangers may send many.
func (d *desk) checkPassword(v *visit, email string) (formsapi.Staff, error) {
	select {
	case d.hashing <- struct{}{}:
		defer func() { <-d.hashing }()
	case <-v.r.Context().Done():
		return formsapi.Staff{}, fmt.Errorf("waiting to sign in: %w", v.r.Context().Err())
	}
	return d.Accounts.SignIn(v.r.Context(), email, v.r.PostFormValue("password"))
}

func (v *visit) wrongPassword(page signInPage, err error) error {
	page.refuse(err, "")
	return v.render(http.StatusForbidden, "sign_in.html", page)
}

func (v *visit) tooSoon(page signInPage, wait time.Duration) error {
	seconds := int(math.Ceil(wait.Seconds()))
	v.w.Header().Set("Retry-After", strconv.Itoa(seconds))
	page.ErrorsTitle = v.say("errors-title")
	page.Errors = []wrongField{{Message: v.say("sign-in-too-soon", "Count", seconds)}}
	return v.render(http.StatusTooManyRequests, "sign_in.html", page)
}

func (d *desk) signOut(v *visit) error {
	if v.signedIn() {
		if err := d.Accounts.SignOut(v.r.Context(), v.staff); err != nil {
			return err
		}
	}
	if err := v.sessions.Destroy(v.r.Context()); err != nil {
		return fmt.Errorf("ending a session: %w", err)
	}
	return v.redirect(signInPath + "?left")
}
