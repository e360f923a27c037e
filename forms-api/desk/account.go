package desk

import (
	"net/http"

	formsapi "sportello/forms-api"
)

const accountPath = home + "account"

// accountPage is somebody's own account: who they are, how they sign in, and where
// they are signed in.
type accountPage struct {
	frame
	Name      string
	Languages []option
	Roles     []string
	Email     string
	Min       int    // of a password
	Log       string // where it is seen what was made of accounts; empty for who may not

	Speaks, SpeaksOthers []option // languages with people: the visitor's and those of where they work, and all others

	Factor   string // since when there is a second factor; empty for none
	Required bool   // somebody with these roles must have one
	Left     int    // recovery codes
	Sessions []sessionRow
}

// sessionRow is a browser at which the visitor is signed in.
type sessionRow struct {
	Path    string // where it is ended
	Browser string
	Began   string
	Seen    string
	Here    bool
}

func (d *desk) showAccount(v *visit) error {
	page, err := v.accountPage()
	if err != nil {
		return err
	}
	return v.render(http.StatusOK, "account.html", page)
}

func (v *visit) accountPage() (*accountPage, error) {
	p := &accountPage{frame: v.frame("account-title"), Name: v.staff.Name, Email: v.staff.Email, Min: formsapi.MinPassword}
	p.Here = accountPath
	if v.staff.MayAnywhere(formsapi.ReadAccount) {
		p.Log = accountsLogPath
	}
	p.Roles = v.grantLines(v.staff)
	p.offerLanguages(v.language)
	p.offerSpeaks(v)
	p.Required = v.requiresFactor(v.staff)
	if err := p.fillFactor(v); err != nil {
		return nil, err
	}
	sessions, err := v.Accounts.Sessions(v.r.Context(), v.staff)
	for _, s := range sessions {
		p.Sessions = append(p.Sessions, v.sessionRow(s))
	}
	return p, err
}

func (p *accountPage) offerLanguages(chosen string) {
	p.Languages = nil
	for _, tag := range Languages {
		p.Languages = append(p.Languages, option{tag, p.visit.Words.Message(tag, "language-name", nil), tag == chosen})
	}
}

func (p *accountPage) fillFactor(v *visit) (err error) {
	if v.staff.FactorSince.IsZero() {
		return nil
	}
	p.Factor = v.Words.Date(v.language, v.staff.FactorSince, v.zoneOf(""))
	p.Left, err = v.Factors.RecoveryLeft(v.r.Context(), v.staff)
	return err
}

func (v *visit) sessionRow(s formsapi.Session) sessionRow {
	if own := v.session(); s.ID == own.ID {
		s = own // the store does not know of this step yet
	}
	row := sessionRow{
		Path:    accountPath + "/sessions/" + s.ID.String() + "/end",
		Browser: s.Browser,
		Began:   v.shortMoment(s.BeganAt, v.zoneOf("")),
		Seen:    v.shortMoment(s.SeenAt, v.zoneOf("")),
		Here:    s.ID == v.session().ID,
	}
	if row.Browser == "" {
		row.Browser = v.say("browser-unknown")
	}
	return row
}

// refuseAccount shows the account with what is wrong with the form of a prefix.
func (v *visit) refuseAccount(err error, prefix, field string) error {
	page, failed := v.accountPage()
	if failed != nil {
		return failed
	}
	if !page.refuseAttempt(err, prefix, field) {
		return err
	}
	page.Name = v.r.PostFormValue("name")
	if !v.r.PostForm.Has("name") {
		page.Name = v.staff.Name
	}
	return v.render(statusOfAttempt(err), "account.html", page)
}
