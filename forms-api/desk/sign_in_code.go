package desk

import (
	"net/http"
	"net/url"
	"time"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

const codePath = signInPath + "/code"

// Who has given the password and owes a code stands in the session, for a while:
// their id, until when, and what their password was, as a hash of its hash: a
// password that was changed meanwhile opens nothing.
const (
	sessionHalf      = "half"
	sessionHalfUntil = "half-until"
	sessionHalfOf    = "half-of"

	halfLife = 10 * time.Minute
)

// codePage asks for the second factor.
type codePage struct {
	frame
	Next string
}

func (v *visit) codePage(next string) codePage {
	p := codePage{frame: v.frame("code-title"), Next: wayBack(next)}
	p.Here = codePath + "?" + url.Values{"next": {p.Next}}.Encode()
	return p
}

// goOn signs in who has no second factor, tells them what there is to tell, and
// asks the others for a code. An altered account is nobody's way in.
func (v *visit) goOn(s formsapi.Staff, next string, notices ...string) error {
	if s.Altered {
		return v.refuseAltered(s, next)
	}
	if s.FactorSince.IsZero() {
		if err := v.begin(s, false); err != nil {
			return err
		}
		for _, key := range notices {
			v.notify(key)
		}
		return v.redirect(v.landing(next))
	}
	if err := v.renew(); err != nil {
		return err
	}
	ctx := v.r.Context()
	v.sessions.Put(ctx, sessionHalf, s.ID.String())
	v.sessions.Put(ctx, sessionHalfUntil, v.Now().Add(halfLife).UnixMilli())
	v.sessions.Put(ctx, sessionHalfOf, formsapi.HashToken(s.PasswordHash))
	return v.redirect(codePath + "?" + url.Values{"next": {next}}.Encode())
}

// landing is where somebody who has just signed in goes: for who reads no request the
// inbox says nothing, and who manages accounts begins there.
func (v *visit) landing(next string) string {
	if next == home && !v.staff.MayAnywhere(formsapi.ReadRequests) && v.staff.MayAnywhere(formsapi.ManageStaff) {
		return staffPath
	}
	return next
}

// half is who has given the password and owes a code; known is false for nobody.
func (v *visit) half() (s formsapi.Staff, known bool, err error) {
	ctx := v.r.Context()
	id, err := uuid.Parse(v.sessions.GetString(ctx, sessionHalf))
	if err != nil || v.Now().UnixMilli() >= v.sessions.GetInt64(ctx, sessionHalfUntil) {
		return s, false, nil
	}
	s, err = v.Staff.StaffByID(ctx, id)
	if formsapi.CodeOf(err) == formsapi.CodeNotFound {
		return s, false, nil
	}
	same := string(v.sessions.GetBytes(ctx, sessionHalfOf)) == string(formsapi.HashToken(s.PasswordHash))
	return s, err == nil && same && !s.Disabled && !s.Altered, err
}

func (d *desk) showCode(v *visit) error {
	next := wayBack(v.r.FormValue("next"))
	_, known, err := v.half()
	if err != nil {
		return err
	}
	if !known {
		return v.redirect(signInPath + "?" + url.Values{"next": {next}}.Encode())
	}
	return v.render(http.StatusOK, "sign_in_code.html", v.codePage(next))
}

// giveCode is the second half of signing in.
func (d *desk) giveCode(v *visit) error {
	next := wayBack(v.r.PostFormValue("next"))
	s, known, err := v.half()
	if err != nil {
		return err
	}
	if !known {
		return v.redirect(signInPath + "?" + url.Values{"next": {next}}.Encode())
	}
	var byRecovery bool
	err = v.tryCode(s, func(code string) error {
		byRecovery, err = d.Factors.SignIn(v.r.Context(), s, code)
		return err
	})
	if page := v.codePage(next); page.refuseAttempt(err, "", "code") {
		return v.render(statusOfAttempt(err), "sign_in_code.html", page)
	}
	if err != nil {
		return err
	}
	if err := v.begin(s, true); err != nil {
		return err
	}
	if byRecovery {
		return v.tellRecovery(v.landing(next))
	}
	return v.redirect(v.landing(next))
}

// tellRecovery says how many codes are left to who has just used one.
func (v *visit) tellRecovery(next string) error {
	left, err := v.Factors.RecoveryLeft(v.r.Context(), v.staff)
	if err != nil {
		return err
	}
	v.notify("notice-recovery-used", "Count", left)
	return v.redirect(next)
}
