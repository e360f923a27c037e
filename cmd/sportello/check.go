package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"

	"sportello/cmd/sportello/internal/site"
	"sportello/forms-api/catalogue"
)

var checkCommand = command{
	name:      "check",
	arguments: "[--site DIR] [--data DIR] [--json]",
	summary:   "check the content and say what is wrong, with file and line",
	manual: `
Reads the facts in content/ and writes one line for each finding:

  content/offices/potenza/office.toml:14: error: opens at 12:00 and closes at 08:30 …

Exit code 0: no error (there may be warnings); 1: at least one error; 2: could
not run.

  sportello check --site /srv/town
  sportello check --json | jq '.[].sentence'`,
	prepare: func(flags *flag.FlagSet) action {
		var f folders
		f.siteFlag(flags)
		flags.StringVar(&f.data, "data", "var", "`DIR` with the desk's closures, checked too if there are any")
		asJSON := flags.Bool("json", false, "write the findings as a JSON array")
		return func(_ context.Context, c *console, args []string) error {
			if err := operandsAre(args); err != nil {
				return err
			}
			return c.check(f, *asJSON)
		}
	},
}

func (c *console) check(f folders, asJSON bool) error {
	found, err := c.checked(f)
	if err != nil {
		return cannot(err)
	}
	if err := c.list(found, asJSON); err != nil {
		return cannot(fmt.Errorf("writing the findings: %w", err))
	}
	if catalogue.HasErrors(found) {
		return &exit{code: exitFailed}
	}
	return nil
}

func (c *console) checked(f folders) ([]catalogue.Finding, error) {
	town, err := f.townFolder()
	if err != nil {
		return nil, err
	}
	data, err := f.dataFolder()
	if err != nil {
		return nil, err
	}
	settings, err := readConfig(town)
	if err != nil {
		return nil, err
	}
	b, err := c.newBuilder(town, data, settings.origin(defaultListen))
	if err != nil {
		return nil, err
	}
	return findingsOf(b)
}

// findingsOf are those of the facts and of hugo.toml.
func findingsOf(b *site.Builder) ([]catalogue.Finding, error) {
	_, found, err := b.Facts()
	var broken site.Broken
	if err != nil && !errors.As(err, &broken) {
		return nil, err
	}
	_, err = site.Languages(b.Town)
	if errors.As(err, &broken) {
		return append(found, broken...), nil
	}
	return found, err
}

func (c *console) list(found []catalogue.Finding, asJSON bool) error {
	if asJSON {
		if found == nil {
			found = []catalogue.Finding{}
		}
		e := json.NewEncoder(c.out)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		return e.Encode(found)
	}
	for _, f := range found {
		if _, err := fmt.Fprintln(c.out, f); err != nil {
			return err
		}
	}
	return nil
}
