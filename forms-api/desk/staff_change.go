package desk

import (
	"net/http"

	formsapi "sportello/forms-api"
)

// invite makes an account, and shows its one-time link once: the administrator
// hands it over. The answer is the page itself, because nothing else may keep
// the token.
func (d *desk) invite(v *visit) error {
	typed := v.readInvitation()
	if !v.staff.Manages(typed) {
		return &formsapi.Problem{Code: formsapi.CodeForbidden, Key: "forbidden"}
	}
	token, err := d.Accounts.Invite(v.r.Context(), typed, v.staff.ID.String())
	switch formsapi.CodeOf(err) {
	case formsapi.CodeConflict:
		err = formsapi.Invalid([]formsapi.FieldError{{Field: "email", Key: "email-taken"}})
		fallthrough
	case formsapi.CodeInvalid:
		return v.refuseInvitation(typed, err)
	}
	if err != nil {
		return err
	}
	return v.showLink(typed.Name, token)
}

func (v *visit) readInvitation() formsapi.Staff {
	s := formsapi.Staff{Email: v.r.PostFormValue("email"), Name: v.r.PostFormValue("name"), Language: v.language}
	for _, role := range v.r.PostForm["role"] {
		s.Grants = append(s.Grants, formsapi.Grant{Role: formsapi.Role(role), Office: v.r.PostFormValue("office")})
	}
	return s
}

func (v *visit) refuseInvitation(typed formsapi.Staff, problem error) error {
	page, err := v.staffPage()
	if err != nil {
		return err
	}
	page.offer(v, typed)
	page.refuse(problem, "")
	return v.render(statusOf[formsapi.CodeOf(problem)], "staff.html", page)
}

func (v *visit) showLink(name, token string) error {
	page, err := v.staffPage()
	if err != nil {
		return err
	}
	page.Link, page.LinkFor = InvitationURL(v.URL, token), name
	return v.render(http.StatusOK, "staff.html", page)
}

// renewLink takes a colleague's password away and gives them a new link.
func (d *desk) renewLink(v *visit) error {
	s, err := v.managed()
	if err != nil {
		return err
	}
	token, err := d.Accounts.Reset(v.r.Context(), s.Email, v.staff.ID.String())
	if err != nil {
		return err
	}
	return v.showLink(s.Name, token)
}

// reopenAccount opens a closed account again, with a new link and the roles of then.
func (d *desk) reopenAccount(v *visit) error {
	s, err := v.managed()
	if err != nil {
		return err
	}
	token, err := d.Accounts.Reopen(v.r.Context(), s.Email, v.staff.ID.String())
	if err != nil {
		return err
	}
	return v.showLink(s.Name, token)
}

// disable closes a colleague's account. One's own stays open: somebody has to be
// left who can let people in.
func (d *desk) disable(v *visit) error {
	s, err := v.managed()
	if err != nil {
		return err
	}
	if s.ID == v.staff.ID {
		return &formsapi.Problem{Code: formsapi.CodeForbidden, Key: "own-account"}
	}
	if err := d.Accounts.Disable(v.r.Context(), s.Email, v.staff.ID.String()); err != nil {
		return err
	}
	v.notify("notice-disable")
	return v.redirect(staffPath)
}
