package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"sportello/forms-api/desk"
	"sportello/forms-api/seal"
)

// defaultListen is where serve listens, and what links begin with when
// sportello.toml names no url.
const defaultListen = "127.0.0.1:8080"

var serveCommand = command{
	name:      "serve",
	arguments: "[--site DIR] [--data DIR] [--keys FILE] [--listen ADDR] [--demo]",
	summary:   "build the site and serve it, with the forms and the desk",
	manual: `
Builds the site, then serves pages, forms and the staff's desk, and builds again
whenever the content changes. By itself it sends what people are to be told, and
erases at night what [retention] of sportello.toml no longer keeps. The first
start makes the data folder and the key ring, and prints a one-time link for the
first staff account. /healthz answers from the first moment, /readyz once a
submission can be stored. SIGTERM lets requests in flight end.

  sportello serve
  sportello serve --demo
  sportello serve --site /srv/town --data /var/lib/sportello --listen 127.0.0.1:9000

--demo fills a throw-away data folder with invented requests, feedback and
staff, and prints the accounts and their password. Nothing of it is kept.`,
	prepare: func(flags *flag.FlagSet) action {
		var s settings
		s.siteFlag(flags)
		s.dataFlags(flags)
		flags.StringVar(&s.listen, "listen", defaultListen, "`ADDR`: where to listen")
		flags.BoolVar(&s.demo, "demo", false, "invented submissions in a throw-away data folder")
		limits := flags.String("limits", "on", "`on|off`: off for load measurements only, where nobody else can send anything")
		return func(ctx context.Context, c *console, args []string) error {
			if err := operandsAre(args); err != nil {
				return err
			}
			if *limits != "on" && *limits != "off" {
				return cannot(hint(fmt.Errorf("--limits is %q", *limits), "write --limits on or --limits off"))
			}
			s.limits = *limits == "on"
			return c.serve(ctx, s)
		}
	},
}

func (c *console) serve(ctx context.Context, s settings) (err error) {
	if s.demo {
		c.say(demoWarning)
		throwAway, err := s.throwAway()
		if err != nil {
			return err
		}
		defer os.RemoveAll(throwAway)
	}
	p, err := c.Open(ctx, s)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	c.say("Listening on %s; the pages are being made.", p.Addr())
	return p.Run(ctx)
}

// throwAway puts the data folder and a new ring into a temporary folder.
func (s *settings) throwAway() (folder string, err error) {
	if folder, err = os.MkdirTemp("", "sportello-demo-"); err != nil {
		return "", cannot(err)
	}
	s.data, s.keys = filepath.Join(folder, "data"), filepath.Join(folder, "keys.toml")
	if _, err := seal.CreateRing(s.keys, time.Now()); err != nil {
		return "", cannot(err)
	}
	return folder, nil
}

const demoWarning = `
  ┌──────────────────────────────────────────────────────────────────────┐
  │  DEMONSTRATION: requests, ratings, accounts, mediators are invented. │
  │  What you send is thrown away when the program ends.                 │
  └──────────────────────────────────────────────────────────────────────┘
`

// welcome tells where everything is, and how the first account is made.
func (p *Program) welcome(ctx context.Context) error {
	token, err := p.accounts.InviteFirst(ctx)
	if err != nil {
		return fmt.Errorf("preparing the first account: %w", err)
	}
	out := p.console.out
	fmt.Fprintf(out, "\nsite:  %s/\ndesk:  %s/desk/\n", p.origin, p.origin)
	if token != "" {
		fmt.Fprintf(out, "\nNobody has an account yet. Whoever opens this link makes the first one\n(it works once, until the program ends):\n\n  %s\n", desk.InvitationURL(p.origin.String(), token))
	}
	if p.settings.demo {
		p.tellDemoStaff(out)
	}
	fmt.Fprintln(out)
	return nil
}
