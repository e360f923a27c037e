package main

import (
	"context"
	"fmt"
	"strings"
	"text/tabwriter"

	formsapi "sportello/forms-api"
)

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
	case s.Altered: // `sportello verify` says what, and how it is mended
		return "altered"
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
