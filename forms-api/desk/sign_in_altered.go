package desk

import (
	formsapi "sportello/forms-api"
)

// errAltered is what who comes to an altered account reads (formsapi.Staff.Altered).
var errAltered = &formsapi.Problem{Code: formsapi.CodeForbidden, Key: "account-altered"}

// refuseAltered answers who has given the password of an altered account.
func (v *visit) refuseAltered(s formsapi.Staff, next string) error {
	if err := v.noteAltered(s); err != nil {
		return err
	}
	return v.refuseSignIn(v.signInPage(s.Email, next), errAltered)
}

// noteAltered tells the log, and who runs the machine: now and then, not at each step.
func (v *visit) noteAltered(s formsapi.Staff) error {
	noted, err := v.Accounts.Refuse(v.r.Context(), s)
	if noted {
		v.Log.WarnContext(v.r.Context(), "an account was changed in the database by other means than this program, and nobody works with it: run `sportello verify`", "account", s.ID)
	}
	return err
}
