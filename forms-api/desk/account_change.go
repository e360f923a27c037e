package desk

import (
	formsapi "sportello/forms-api"
)

// changeAccount changes the visitor's own name and language. The language is
// chosen in this browser too, which would otherwise go on with an older choice.
func (d *desk) changeAccount(v *visit) error {
	name, language := v.r.PostFormValue("name"), v.r.PostFormValue("language")
	if err := d.Accounts.Rename(v.r.Context(), v.staff, name, language); err != nil {
		return v.refuseAccount(err, "", "name")
	}
	v.rememberLanguage(language)
	v.language = language
	v.notify("notice-account")
	return v.redirect(accountPath)
}

// changePassword is slowed as signing in is: who finds a PC that was left signed
// in could otherwise guess the password there.
func (d *desk) changePassword(v *visit) error {
	form := v.r.PostFormValue
	err := v.attempt(d.throttle, newAttempt(v.staff.Email, d.Client(v.r)), func() error {
		return v.whileHashing(func() (err error) {
			v.staff, err = d.Accounts.ChangePassword(v.r.Context(), v.staff, v.session().ID, form("current"), form("password"), form("repeated"))
			return err
		})
	})
	if err != nil {
		return v.refuseAccount(err, "", "current")
	}
	v.sessions.Put(v.r.Context(), sessionPassword, formsapi.HashToken(v.staff.PasswordHash))
	v.forgetSetup()
	v.notify("notice-password")
	return v.redirect(accountPath)
}

func (d *desk) endSession(v *visit) error {
	id, err := v.pathID("id")
	if err != nil {
		return err
	}
	err = d.Accounts.EndSession(v.r.Context(), v.staff, id)
	switch {
	case formsapi.CodeOf(err) == formsapi.CodeNotFound:
		v.notify("notice-session-gone")
	case err != nil:
		return err
	case id == v.session().ID:
		return v.leave()
	default:
		v.notify("notice-session-ended")
	}
	return v.redirect(accountPath)
}

func (d *desk) endOtherSessions(v *visit) error {
	if err := d.Accounts.EndSessions(v.r.Context(), v.staff, v.session().ID); err != nil {
		return err
	}
	v.forgetSetup()
	v.notify("notice-sessions-ended")
	return v.redirect(accountPath)
}

// endAllSessions signs the visitor out everywhere, here too.
func (d *desk) endAllSessions(v *visit) error {
	if err := d.Accounts.EndSessions(v.r.Context(), v.staff, v.session().ID); err != nil {
		return err
	}
	return d.signOut(v)
}
