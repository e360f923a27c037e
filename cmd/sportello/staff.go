package main

import (
	"context"
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
	arguments: "add|list|disable|reset-password [EMAIL] [flags]",
	summary:   "add, list and disable accounts, reset passwords",
	manual: `
add and reset-password print a link that works once, for three days: give it to
its owner, who chooses a password there. Works beside a running server.

The roles are operator, mediator, coordinator and administrator. A role holds at
every office, at the one of --office, or at the one named with it. Who works at
several offices gets --role several times.

  sportello staff add --email ada@example.org --name "Ada Rossi" --role operator --office potenza
  sportello staff add --email eva@example.org --name Eva --role coordinator:potenza --role mediator:montelucci
  sportello staff list
  sportello staff reset-password ada@example.org
  sportello staff disable ada@example.org`,
	prepare: func(flags *flag.FlagSet) action {
		var s staffFlags
		s.siteFlag(flags)
		s.dataFlags(flags)
		flags.StringVar(&s.email, "email", "", "`ADDRESS`: what the new account signs in with")
		flags.StringVar(&s.name, "name", "", "`NAME`: as colleagues see it")
		flags.StringVar(&s.office, "office", formsapi.AllOffices, "`ID`: the office where the roles hold (default: every office)")
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
}

// staffWork is what the verbs of staff share.
type staffWork struct {
	*console
	staffFlags
	accounts *formsapi.Accounts
	store    *sqlite.Store
	origin   string
	assumed  bool // the origin is the default, because sportello.toml names none
}

func (c *console) staff(ctx context.Context, s staffFlags, args []string) (err error) {
	verbs := map[string]struct {
		operands []string
		run      func(*staffWork, context.Context, []string) error
	}{
		"add":            {nil, (*staffWork).add},
		"list":           {nil, (*staffWork).list},
		"disable":        {[]string{"EMAIL"}, (*staffWork).disable},
		"reset-password": {[]string{"EMAIL"}, (*staffWork).resetPassword},
	}
	if len(args) == 0 {
		return cannot(hint(errors.New("staff needs to know what to do"), "write add, list, disable or reset-password: `sportello help staff`"))
	}
	verb, ok := verbs[args[0]]
	if !ok {
		return cannot(hint(fmt.Errorf("staff cannot %q", args[0]), "write add, list, disable or reset-password: `sportello help staff`"))
	}
	if err := operandsAre(args[1:], verb.operands...); err != nil {
		return err
	}
	w, err := c.openStaffWork(ctx, s, args[0] == "add")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.store.Close()) }()
	return w.explain(verb.run(w, ctx, args[1:]))
}

// openStaffWork needs the offices only where grants are checked.
func (c *console) openStaffWork(ctx context.Context, s staffFlags, adding bool) (*staffWork, error) {
	town, err := s.townFolder()
	if err != nil {
		return nil, err
	}
	config, err := readConfig(town)
	if err != nil {
		return nil, err
	}
	w := &staffWork{console: c, staffFlags: s, origin: config.origin(defaultListen).String(), assumed: config.url == nil}
	offices := &catalogue.Snapshot{}
	if adding {
		if offices, err = c.officesOf(town, s.folders); err != nil {
			return nil, err
		}
	}
	openRing := c.openRing
	if adding { // the first account may come before the first start
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
