package desk

import (
	"net/http"
	"net/url"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

const invitationPath = home + "invitation"

// InvitationURL is the one-time link of a token at a site, such as
// https://help.example.org.
func InvitationURL(site, token string) string {
	return site + invitationPath + "?" + url.Values{"token": {token}}.Encode()
}

// invitationPage asks for a password twice, and the very first account also for
// who its owner is.
type invitationPage struct {
	frame
	Token string
	First bool
	Owner formsapi.Staff
	Min   int
}

func (v *visit) invitationPage(token string, owner formsapi.Staff) invitationPage {
	v.language = languageOf(v.r, owner.Language)
	p := invitationPage{frame: v.frame("invitation-title"), Token: token, Owner: owner, Min: formsapi.MinPassword}
	p.First = owner.ID == uuid.Nil
	p.Here = InvitationURL("", token)
	return p
}

func (d *desk) showInvitation(v *visit) error {
	token := v.r.FormValue("token")
	owner, err := d.Accounts.Invited(v.r.Context(), token)
	if err != nil {
		return v.spent(err)
	}
	return v.render(http.StatusOK, "invitation.html", v.invitationPage(token, owner))
}

// acceptInvitation gives the account its password and signs its owner in: who has a
// second factor gives a code first, since a link can fall into other hands.
func (d *desk) acceptInvitation(v *visit) error {
	token := v.r.PostFormValue("token")
	owner, err := d.Accounts.Invited(v.r.Context(), token)
	if err != nil {
		return v.spent(err)
	}
	if owner.ID == uuid.Nil {
		owner.Email, owner.Name = v.r.PostFormValue("email"), v.r.PostFormValue("name")
		owner.Language = v.language
	}
	var signedIn formsapi.Staff
	err = v.whileHashing(func() error {
		signedIn, err = d.accept(v, token, owner)
		return err
	})
	if formsapi.CodeOf(err) == formsapi.CodeInvalid {
		page := v.invitationPage(token, owner)
		page.refuse(err, "")
		return v.render(http.StatusUnprocessableEntity, "invitation.html", page)
	}
	if err != nil {
		return v.spent(err)
	}
	return v.goOn(signedIn, home, welcomeKey())
}

func welcomeKey() string { return "notice-welcome" }

func (d *desk) accept(v *visit, token string, owner formsapi.Staff) (formsapi.Staff, error) {
	password, repeated := v.r.PostFormValue("password"), v.r.PostFormValue("repeated")
	if owner.ID == uuid.Nil {
		return d.Accounts.AcceptFirst(v.r.Context(), token, owner, password, repeated)
	}
	return d.Accounts.Accept(v.r.Context(), token, password, repeated)
}

// spent says that a link was used, taken back or is too old: nobody finds it any more.
func (v *visit) spent(err error) error {
	if formsapi.CodeOf(err) != formsapi.CodeNotFound {
		return err
	}
	page := problemPage{frame: v.frame("invitation-spent-title"), Sentence: v.say("invitation-spent")}
	return v.render(http.StatusNotFound, "problem.html", page)
}
