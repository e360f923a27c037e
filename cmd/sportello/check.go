package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"

	"sportello/forms-api/catalogue"
)

var checkCommand = command{
	name:      "check",
	arguments: "[--site DIR] [--data DIR] [--json] [--facts-only]",
	summary:   "check the content and say what is wrong, with file and line",
	manual: `
Reads hugo.toml and content/ and, if the facts are sound, builds the site into a
folder that is thrown away. Writes one line for each finding:

  content/offices/potenza/office.toml:14: error: opens at 12:00 and closes at 08:30 …

--facts-only leaves the building out: it takes no time, and finds less.

Exit code 0: no error (there may be warnings); 1: at least one error; 2: could
not run.

  sportello check --site /srv/town
  sportello check --json | jq '.[].sentence'`,
	prepare: func(flags *flag.FlagSet) action {
		var f folders
		f.siteFlag(flags)
		flags.StringVar(&f.data, "data", "var", "`DIR`: the data folder; the closures made at the desk are checked too")
		asJSON := flags.Bool("json", false, "write the findings as a JSON array")
		factsOnly := flags.Bool("facts-only", false, "do not build the pages")
		return func(ctx context.Context, c *console, args []string) error {
			if err := operandsAre(args); err != nil {
				return err
			}
			return c.check(ctx, f, *asJSON, !*factsOnly)
		}
	},
}

func (c *console) check(ctx context.Context, f folders, asJSON, pages bool) error {
	found, err := c.checked(ctx, f, pages)
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

func (c *console) checked(ctx context.Context, f folders, pages bool) ([]catalogue.Finding, error) {
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
	return b.Check(ctx, pages)
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
