package main

import (
	"context"
	"crypto/rand"
	"errors"
	"flag"
	"fmt"
	"time"

	formsapi "sportello/forms-api"
	"sportello/forms-api/catalogue"
	"sportello/forms-api/sqlite"
)

var staffCommand = command{
	name:      "staff",
	arguments: "add|list|set-roles|disable|reopen|reset-password|reset-second-factor [EMAIL] [flags]",
	summary:   "add, list, disable and reopen accounts, set roles, reset passwords and second factors",
	manual: `
add, reopen and reset-password print a link that works once, for three days: give it to
its owner, who chooses a password there. Works beside a running server.

The roles are operator, mediator, coordinator and administrator. A role holds at
every office, at the one of --office, or at the one named with it. Who works at
several offices gets --role several times; set-roles puts these in place of all that
the account had.

reset-second-factor takes away the second factor of somebody who has lost the
telephone and the recovery codes, and ends their sessions. Make sure that it is they
who ask: they are told at their next sign-ins. With reset-password, --second-factor
does both.

  sportello staff add --email ada@example.org --name "Ada Rossi" --role operator --office potenza
  sportello staff add --email eva@example.org --name Eva --role coordinator:potenza --role mediator:montelucci
  sportello staff list
  sportello staff set-roles ada@example.org --role coordinator --role administrator
  sportello staff reset-password ada@example.org
  sportello staff reset-password ada@example.org --second-factor
  sportello staff reset-second-factor ada@example.org
  sportello staff disable ada@example.org
  sportello staff reopen ada@example.org`,
	prepare: func(flags *flag.FlagSet) action {
		var s staffFlags
		s.siteFlag(flags)
		s.dataFlags(flags)
		flags.StringVar(&s.email, "email", "", "`ADDRESS`: what the new account signs in with")
		flags.StringVar(&s.name, "name", "", "`NAME`: as colleagues see it")
		flags.StringVar(&s.office, "office", formsapi.AllOffices, "`ID`: the office where the roles hold (default: every office)")
		flags.BoolVar(&s.factor, "second-factor", false, "with reset-password: take the second factor away too")
		flags.StringVar(&s.language, "language", "it", "`TAG`: the desk's language, it or en")
		flags.Func("role", "`ROLE`: operator, mediator, coordinator or administrator, or ROLE:OFFICE; may be repeated", func(role string) error {
			s.roles = append(s.roles, role)
			return nil
		})
		return func(ctx context.Context, c *console, args []string) error { return c.staff(ctx, s, args) }
	},
}

type staffFlags struct {
	folders
	email, name, office, language string
	roles                         []string
	factor                        bool
}

// staffWork is what the verbs of staff share.
type staffWork struct {
	*console
	staffFlags
	accounts *formsapi.Accounts
	factors  *formsapi.SecondFactors
	store    *sqlite.Store
	origin   string
	assumed  bool // the origin is the default, because sportello.toml names none
}

func (c *console) staff(ctx context.Context, s staffFlags, args []string) (err error) {
	verbs := map[string]struct {
		operands []string
		run      func(*staffWork, context.Context, []string) error
	}{
		"add":                 {nil, (*staffWork).add},
		"list":                {nil, (*staffWork).list},
		"set-roles":           {[]string{"EMAIL"}, (*staffWork).setRoles},
		"disable":             {[]string{"EMAIL"}, (*staffWork).disable},
		"reopen":              {[]string{"EMAIL"}, (*staffWork).reopen},
		"reset-password":      {[]string{"EMAIL"}, (*staffWork).resetPassword},
		"reset-second-factor": {[]string{"EMAIL"}, (*staffWork).resetFactor},
	}
	if len(args) == 0 {
		return cannot(hint(errors.New("staff needs to know what to do"), "write add, list, set-roles, disable, reopen, reset-password or reset-second-factor: `sportello help staff`"))
	}
	verb, ok := verbs[args[0]]
	if !ok {
		return cannot(hint(fmt.Errorf("staff cannot %q", args[0]), "write add, list, set-roles, disable, reopen, reset-password or reset-second-factor: `sportello help staff`"))
	}
	if err := operandsAre(args[1:], verb.operands...); err != nil {
		return err
	}
	w, err := c.openStaffWork(ctx, s, args[0])
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.store.Close()) }()
	return w.explain(verb.run(w, ctx, args[1:]))
}

// openStaffWork needs the offices only where grants are checked.
func (c *console) openStaffWork(ctx context.Context, s staffFlags, verb string) (*staffWork, error) {
	town, config, err := s.readTown()
	if err != nil {
		return nil, err
	}
	w := &staffWork{console: c, staffFlags: s, origin: config.origin(defaultListen).String(), assumed: config.url == nil}
	offices := &catalogue.Snapshot{}
	if verb == "add" || verb == "set-roles" {
		if offices, err = c.officesOf(town, s.folders); err != nil {
			return nil, err
		}
	}
	openRing := c.openRing
	if verb == "add" { // the first account may come before the first start
		openRing = c.openOrMakeRing
	}
	ring, err := openRing(s.folders)
	if err != nil {
		return nil, err
	}
	if w.store, err = c.openStore(ctx, s.folders, ring); err != nil {
		return nil, err
	}
	w.accounts = &formsapi.Accounts{Catalogue: offices, Store: w.store, Now: time.Now}
	w.factors = &formsapi.SecondFactors{Store: w.store, Sealer: ring, Now: time.Now, Random: rand.Reader}
	return w, nil
}

func (c *console) officesOf(town string, f folders) (*catalogue.Snapshot, error) {
	data, err := f.dataFolder()
	if err != nil {
		return nil, err
	}
	config := config{}
	b, err := c.newBuilder(town, data, config.origin(defaultListen))
	if err != nil {
		return nil, err
	}
	offices, err := b.Facts()
	return offices, c.findings(nil, err)
}
