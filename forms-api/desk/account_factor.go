package desk

import (
	"html/template"
	"net/http"

	formsapi "sportello/forms-api"
)

const factorPath = accountPath + "/second-factor"

// setupPage has the app learn the secret: from a QR code, from a link on the same
// telephone, or typed.
type setupPage struct {
	frame
	Code     *drawing
	URL      template.URL
	Groups   []string // of the secret, to type
	Email    string
	Required bool
}

// recoveryPage shows the recovery codes once, to print or to copy.
type recoveryPage struct {
	frame
	Codes []string
	Email string
	Fresh bool // the second factor was set up just now
}

// requiresFactor tells whether an account must have a second factor. In a
// demonstration nobody must: its accounts are in everybody's hands.
func (v *visit) requiresFactor(s formsapi.Staff) bool { return !v.Demo && s.NeedsSecondFactor() }

// works tells whether somebody can use the desk as they are; see formsapi.Staff.Works.
func (v *visit) works(s formsapi.Staff) bool {
	if v.Demo {
		s.FactorSince = s.CreatedAt // nobody owes one there
	}
	return s.Works()
}

// owesFactor tells whether the visitor must set a second factor up before
// anything else.
func (v *visit) owesFactor() bool { return v.staff.FactorSince.IsZero() && v.requiresFactor(v.staff) }

func (d *desk) showSetup(v *visit) error {
	page, err := v.setupPage()
	if formsapi.CodeOf(err) == formsapi.CodeConflict { // it is there already
		return v.redirect(accountPath)
	}
	if err != nil {
		return err
	}
	return v.render(http.StatusOK, "second_factor.html", page)
}

func (v *visit) setupPage() (*setupPage, error) {
	setup, err := v.setup()
	if err != nil {
		return nil, err
	}
	p := &setupPage{
		frame: v.frame("factor-title"), Code: drawCode(setup.URL), URL: template.URL(setup.URL),
		Groups: groups(setup.Secret), Email: v.staff.Email, Required: v.requiresFactor(v.staff),
	}
	p.Here = factorPath
	return p, nil
}

// groups parts a text into fours, as people read it out and type it.
func groups(text string) (all []string) {
	for ; len(text) > 4; text = text[4:] {
		all = append(all, text[:4])
	}
	return append(all, text)
}

// confirmSetup shows the recovery codes: the answer is the page itself, because
// nothing else may keep them.
func (d *desk) confirmSetup(v *visit) error {
	if !v.staff.FactorSince.IsZero() { // it was set up in another window
		return v.redirect(accountPath)
	}
	begun, under := v.underWay()
	if !under {
		v.notify("notice-setup-over")
		return v.redirect(factorPath)
	}
	var codes []string
	err := v.tryCode(v.staff, func(code string) (err error) {
		codes, err = d.Factors.Confirm(v.r.Context(), v.staff, v.session().ID, begun, code)
		return err
	})
	if err == nil {
		v.forgetSetup()
		v.sessions.Put(v.r.Context(), sessionWithCode, true)
		return v.showRecovery(codes, true)
	}
	switch formsapi.CodeOf(err) {
	case formsapi.CodeConflict: // set up meanwhile
		return v.redirect(factorPath)
	}
	page, failed := v.setupPage()
	if failed != nil {
		return failed
	}
	if !page.refuseAttempt(err, "", "code") {
		return err
	}
	return v.render(statusOfAttempt(err), "second_factor.html", page)
}

func (v *visit) showRecovery(codes []string, fresh bool) error {
	page := recoveryPage{frame: v.frame("recovery-title"), Codes: codes, Email: v.staff.Email, Fresh: fresh}
	page.Here = accountPath
	return v.render(http.StatusOK, "recovery.html", page)
}

// renewRecovery draws other recovery codes; the older ones are void.
func (d *desk) renewRecovery(v *visit) error {
	var codes []string
	err := v.tryCode(v.staff, func(code string) (err error) {
		codes, err = d.Factors.RenewRecovery(v.r.Context(), v.staff, code)
		return err
	})
	if err != nil {
		return v.refuseAccount(err, "renew-", "code")
	}
	return v.showRecovery(codes, false)
}

// removeFactor is how an app moves to another telephone: who must have a second
// factor is led to set up the next one.
func (d *desk) removeFactor(v *visit) error {
	err := v.tryCode(v.staff, func(code string) error {
		return d.Factors.Remove(v.r.Context(), v.staff, v.session().ID, code)
	})
	if err != nil {
		return v.refuseAccount(err, "remove-", "code")
	}
	v.notify("notice-factor-removed")
	return v.redirect(accountPath)
}
