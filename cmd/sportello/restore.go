package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"sportello/forms-api/seal"
	"sportello/forms-api/sqlite"
)

var restoreCommand = command{
	name:      "restore",
	arguments: "FILE [--data DIR] [--keys FILE] [--damaged]",
	summary:   "put a saved database back",
	manual: `
Checks the backup as verify does, and that it was made with these keys; erases
again what was erased since, brings it up to date, and puts it in place. A backup
that is damaged or was changed is refused: --damaged puts it in place with its
faults, when there is no other. The server must be stopped. A database that is
there already is kept beside it under a dated name. The audit log notes from which
entry it comes, and verify goes by that from then on. Everybody signs in anew, and
one-time links sent before work no more: sportello staff reset-password renews one.
Accounts that were closed since are closed again, and it says which others are not as
they were. Erasures that waited when the backup was made are taken back.

  sportello restore /mnt/backups/sportello-2026-11-22.db`,
	prepare: func(flags *flag.FlagSet) action {
		var f folders
		f.dataFlags(flags)
		damaged := flags.Bool("damaged", false, "put a backup in place although it is damaged, when there is no other")
		return func(ctx context.Context, c *console, args []string) error {
			if err := operandsAre(args, "FILE"); err != nil {
				return err
			}
			return c.restore(ctx, f, args[0], *damaged)
		}
	},
}

func (c *console) restore(ctx context.Context, f folders, from string, damaged bool) error {
	if _, err := os.Stat(from); errors.Is(err, fs.ErrNotExist) {
		return cannot(hint(fmt.Errorf("there is no file %s", from), "name a file that `sportello backup` made"))
	}
	ring, err := c.openRing(f)
	if err != nil {
		return err
	}
	ledger, err := c.openLedger(f)
	if err != nil {
		return err
	}
	done, err := sqlite.Restore(ctx, sqlite.Restoration{
		Backup: from, Path: f.database(), Force: true, Erased: ledger.Erased,
		Sealer: ring, Chain: ring.Chain, Fingerprint: ring.Fingerprint(), Head: f.auditHead(ring), Damaged: damaged,
	})
	if errors.Is(err, sqlite.ErrForeignFile) {
		return cannot(hint(err, "name a file that `sportello backup` made"))
	}
	if _, other := errors.AsType[*sqlite.OtherKeysError](err); other {
		return cannot(err)
	}
	if err != nil {
		return err
	}
	for _, aside := range done.Aside {
		c.say("What was there before is now %s.", aside)
	}
	for _, fault := range done.Faults {
		c.say("%s", fault)
	}
	c.say("Restored %s into %s; %d records were erased again.", from, f.data, done.Erased)
	c.sayWhatChanged(done)
	c.say("One-time links sent before must be renewed: `sportello staff reset-password EMAIL`.")
	return nil
}

// sayWhatChanged says what somebody has to look at, since the backup is older.
func (c *console) sayWhatChanged(done sqlite.Restored) {
	if done.Waited > 0 {
		c.say("%d erasures that were asked for, and not carried out, when the backup was made are taken back: ask for them again at the desk if they are still wanted.", done.Waited)
	}
	for _, told := range done.Accounts {
		c.say("%s", told)
	}
	if !done.Compared {
		c.say("Accounts, roles and passwords are those of the backup: look through `sportello staff list`, and close those of who has left.")
	}
}

// openLedger reads the list of erasures.
func (c *console) openLedger(f folders) (*seal.Ledger, error) {
	file, err := f.keyFile(c.env)
	if err != nil {
		return nil, err
	}
	ledger, err := seal.OpenLedger(ledgerBeside(file))
	return ledger, cannot(err)
}

// auditHead keeps the head of this database's audit log beside the keys: a trial
// restore into another folder has a head of its own.
func (f *folders) auditHead(ring *seal.Ring) *seal.HeadFile {
	database := resolved(f.database())
	if absolute, err := filepath.Abs(database); err == nil {
		database = resolved(absolute)
	}
	which := sha256.Sum256([]byte(database))
	return seal.NewHeadFile(fmt.Sprintf("%s.head-%x", ring.Path(), which[:4]), database)
}

// ledgerBeside is the list of erasures of a key ring's file.
func ledgerBeside(keys string) string { return keys + ".erased" }
