package main

import (
	"context"
	"errors"
	"flag"
	"fmt"

	"sportello/forms-api/seal"
	"sportello/forms-api/sqlite"
)

var verifyCommand = command{
	name:      "verify",
	arguments: "[--data DIR] [--keys FILE]",
	summary:   "check the database, its seals and the audit chain",
	manual: `
Reads everything: SQLite's own checks, the seal of every record and message, what
belongs to an appointment's time, its places, what it is found by, the keys that
nobody erased, what opens the desk (roles, closed accounts, passwords and second
factors that were changed by other means than sportello; each line names the command
that mends it), the chain that makes a change of the audit log visible, and its
last entry, which is also kept beside the keys: an older copy that somebody put in
the database's place is found. Works beside a running server. Exit code 0: all is well
(warnings may be); 1: something is wrong, one line each; 2: could not look.

  sportello verify`,
	prepare: func(flags *flag.FlagSet) action {
		var f folders
		f.dataFlags(flags)
		return func(ctx context.Context, c *console, args []string) error {
			if err := operandsAre(args); err != nil {
				return err
			}
			return c.verify(ctx, f)
		}
	},
}

func (c *console) verify(ctx context.Context, f folders) (err error) {
	ring, store, err := c.openToVerify(ctx, f)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	report, err := store.Verify(ctx, ring)
	if err != nil {
		return cannot(err)
	}
	for _, f := range report.Findings {
		fmt.Fprintln(c.out, f)
	}
	for _, w := range report.Warnings {
		fmt.Fprintln(c.out, "warning:", w)
	}
	if len(report.Findings) > 0 {
		return hint(errors.New("the database is not as it should be"),
			"keep a copy of the data folder, then run the commands that a line names, or restore the latest backup: docs/operate.md")
	}
	verdict := "All is well"
	if len(report.Warnings) > 0 {
		verdict = "Nothing is damaged"
	}
	fmt.Fprintf(c.out, "%s: %d seals opened, %d records erased, %d audit entries in their chain.\n",
		verdict, report.Records, report.Erased, report.AuditEntries)
	return nil
}

// openToVerify opens the database with the list of what was erased on purpose.
func (c *console) openToVerify(ctx context.Context, f folders) (*seal.Ring, *sqlite.Store, error) {
	if err := f.hasDatabase(); err != nil {
		return nil, nil, err
	}
	ring, err := c.openRing(f)
	if err != nil {
		return nil, nil, err
	}
	ledger, err := c.openLedger(f)
	if err != nil {
		return nil, nil, err
	}
	config := c.storeConfig(f, ring)
	config.Erased, config.OnlyLooks = ledger.Erased, true
	store, err := sqlite.Open(ctx, config)
	return ring, store, cannot(err)
}

// openExisting opens the keys and the database of a data folder that has one.
func (c *console) openExisting(ctx context.Context, f folders) (*seal.Ring, *sqlite.Store, error) {
	if err := f.hasDatabase(); err != nil {
		return nil, nil, err
	}
	ring, err := c.openRing(f)
	if err != nil {
		return nil, nil, err
	}
	store, err := c.openStore(ctx, f, ring)
	return ring, store, err
}
