package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"

	formsapi "sportello/forms-api"
	"sportello/forms-api/desk"
	"sportello/forms-api/words"
)

func (w *staffWork) add(ctx context.Context, _ []string) error {
	s := formsapi.Staff{Email: w.email, Name: w.name, Language: w.language, Grants: w.grants()}
	token, err := w.accounts.Invite(ctx, s, formsapi.ByCommand)
	if err != nil {
		return err
	}
	return w.tellLink(w.email, token)
}

// grants are the roles of the flags, each at the office named with it, or at that of
// --office.
func (w *staffWork) grants() (grants []formsapi.Grant) {
	for _, role := range w.roles {
		g := formsapi.ParseGrant(role)
		if !strings.Contains(role, ":") {
			g.Office = w.office
		}
		grants = append(grants, g)
	}
	return grants
}

func (w *staffWork) setRoles(ctx context.Context, args []string) error {
	if err := w.accounts.SetGrants(ctx, args[0], w.grants(), formsapi.ByCommand); err != nil {
		return err
	}
	w.say("The roles of %s hold from the next page on that they open.", args[0])
	return nil
}

func (w *staffWork) resetFactor(ctx context.Context, args []string) error {
	s, err := w.store.StaffByEmail(ctx, args[0])
	if err != nil {
		return err
	}
	err = w.factors.Take(ctx, s, formsapi.ByCommand)
	if formsapi.CodeOf(err) == formsapi.CodeNotFound {
		w.say("The account %s has no second factor; nothing has changed.", args[0])
		return nil
	}
	if err == nil {
		w.say("The second factor of %s is taken away, and their sessions are ended.", args[0])
	}
	return err
}

func (w *staffWork) resetPassword(ctx context.Context, args []string) error {
	if w.factor {
		if err := w.resetFactor(ctx, args); err != nil {
			return err
		}
	}
	token, err := w.accounts.Reset(ctx, args[0], formsapi.ByCommand)
	if err != nil {
		return err
	}
	return w.tellLink(args[0], token)
}

func (w *staffWork) tellLink(email, token string) error {
	if w.assumed {
		w.say("note: sportello.toml names no url, so the link assumes that the server is at %s", w.origin)
	}
	_, err := fmt.Fprintf(w.out, "Give this link to %s; it works once, for three days:\n\n  %s\n\n", email, desk.InvitationURL(w.origin, token))
	return err
}

func (w *staffWork) disable(ctx context.Context, args []string) error {
	closed, err := w.store.StaffByEmail(ctx, args[0])
	if err != nil {
		return err
	}
	if closed.Disabled {
		w.say("The account %s was closed already; nothing has changed.", args[0])
		return nil
	}
	if err := w.accounts.Disable(ctx, args[0], formsapi.ByCommand); err != nil {
		return err
	}
	w.say("The account %s is closed; what its owner did stays.", args[0])
	return nil
}

// reopen opens a closed account with the roles that it had.
func (w *staffWork) reopen(ctx context.Context, args []string) error {
	token, err := w.accounts.Reopen(ctx, args[0], formsapi.ByCommand)
	if err != nil {
		return err
	}
	return w.tellLink(args[0], token)
}

func (w *staffWork) list(ctx context.Context, _ []string) error {
	all, err := w.store.StaffList(ctx)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		w.say("Nobody has an account yet. `sportello serve` prints a link that makes the first one; `sportello staff add` makes one from here.")
		return nil
	}
	table := tabwriter.NewWriter(w.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "EMAIL\tNAME\tSTATE\tSECOND FACTOR\tROLES")
	for _, s := range all {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\n", s.Email, s.Name, stateOf(s), factorOf(s), rolesOf(s))
	}
	return table.Flush()
}

func stateOf(s formsapi.Staff) string {
	switch {
	case s.Disabled:
		return "disabled"
	case s.PasswordHash == "":
		return "invited"
	}
	return "active"
}

// factorOf is how the second factor stands: who owes one sets it up at the next
// sign-in.
func factorOf(s formsapi.Staff) string {
	switch {
	case !s.FactorSince.IsZero():
		return "yes"
	case s.NeedsSecondFactor():
		return "owed"
	}
	return "no"
}

// rolesOf writes grants as --role takes them.
func rolesOf(s formsapi.Staff) string {
	var roles []string
	for _, g := range s.Grants {
		roles = append(roles, g.String())
	}
	return strings.Join(roles, ", ")
}

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
