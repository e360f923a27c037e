package main

import (
	"context"
	"fmt"
	"strings"

	formsapi "sportello/forms-api"
	"sportello/forms-api/desk"
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
