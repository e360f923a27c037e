package desk

import (
	"fmt"
	"net/http"

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
	if v.altered {
		return v.refuseSignIn(v.signInPage("", next), errAltered)
	}
	page := v.signInPage("", next)
	if v.r.Form.Has("left") {
		page.Notice = v.say("notice-left")
	}
	return v.render(http.StatusOK, "sign_in.html", page)
}

func (d *desk) signIn(v *visit) error {
	email, next := v.r.PostFormValue("email"), wayBack(v.r.PostFormValue("next"))
	if len(email) > maxEmail {
		return v.refuseSignIn(v.signInPage("", next), &formsapi.Problem{Code: formsapi.CodeForbidden, Key: "sign-in-wrong"})
	}
	var staff formsapi.Staff
	err := v.attempt(d.throttle, newAttempt(email, d.Client(v.r)), func() (err error) {
		staff, err = d.checkPassword(v, email)
		return err
	})
	if err != nil {
		return v.refuseSignIn(v.signInPage(email, next), err)
	}
	return v.goOn(staff, next)
}

func (d *desk) checkPassword(v *visit, email string) (staff formsapi.Staff, err error) {
	err = v.whileHashing(func() error {
		staff, err = d.Accounts.SignIn(v.r.Context(), email, v.r.PostFormValue("password"))
		return err
	})
	return staff, err
}

// whileHashing lets few passwords be hashed at a time: each takes 19 MiB and a
// moment of a processor, and strangers may send many.
func (v *visit) whileHashing(hash func() error) error {
	select {
	case v.hashing <- struct{}{}:
		defer func() { <-v.hashing }()
	case <-v.r.Context().Done():
		return fmt.Errorf("waiting to hash a password: %w", v.r.Context().Err())
	}
	return hash()
}

func (v *visit) refuseSignIn(page signInPage, err error) error {
	if !page.refuseAttempt(err, "", "") {
		return err
	}
	return v.render(statusOfAttempt(err), "sign_in.html", page)
}

func (d *desk) signOut(v *visit) error {
	if v.signedIn() {
		if err := d.Accounts.SignOut(v.r.Context(), v.staff); err != nil {
			return err
		}
	}
	return v.leave()
}

// leave ends the visitor's own session, and says so on the page of sign-in.
func (v *visit) leave() error {
	if err := v.sessions.Destroy(v.r.Context()); err != nil {
		return fmt.Errorf("ending a session: %w", err)
	}
	return v.redirect(signInPath + "?left")
}
