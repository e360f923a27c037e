package main

import (
	"errors"
	"strings"

	formsapi "sportello/forms-api"
	"sportello/forms-api/desk"
	"sportello/forms-api/words"
)

// explain puts a refusal into the desk's own English words.
func (w *staffWork) explain(err error) error {
	var p *formsapi.Problem
	if !errors.As(err, &p) {
		return err
	}
	switch {
	case p.Code == formsapi.CodeNotFound:
		return hint(errors.New("nobody has an account with this e-mail"), "`sportello staff list` shows the accounts")
	case p.Key == "account-closed":
		return hint(errors.New("this account is closed, and a new link would not open it"), "`sportello staff reopen` opens it, with a new link")
	case p.Key == "account-is-open":
		return hint(errors.New("this account is open already"), "`sportello staff reset-password` prints a new link")
	case p.Key == "account-misnamed":
		return hint(errors.New("the e-mail of this account is not the one that it was made with: it may be somebody else's account"), "`sportello verify` says whose; `sportello staff disable` closes it")
	case p.Code == formsapi.CodeConflict:
		return hint(errors.New("there is an account with this e-mail already"), "`sportello staff reset-password %s` prints a new link", w.email)
	case len(p.Fields) == 0:
		return err
	}
	said, failed := words.Load(desk.I18n)
	if failed != nil {
		return errors.Join(err, failed)
	}
	var sentences []string
	for _, f := range p.Fields {
		sentences = append(sentences, "--"+f.Field+": "+said.Message("en", f.Key, f.Args))
	}
	return cannot(hint(errors.New(strings.Join(sentences, " ")), "`sportello help staff` has examples"))
}
