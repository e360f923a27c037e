package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"iter"
	"slices"
	"time"

	formsapi "sportello/forms-api"
	"sportello/forms-api/sqlite"
)

var exportCommand = command{
	name:      "export",
	arguments: "appointments|feedback|audit [--format csv|xlsx|json] [--separator ';'] [--out FILE]",
	summary:   "write requests, feedback or the audit log as CSV, XLSX or JSON",
	manual: `
What comes out is readable by anybody: names, telephones, reasons. Keep it as
you would keep the paper, and delete it when it has served. The audit log notes
every export. In CSV a cell that a spreadsheet would take for a formula begins
with an apostrophe; in XLSX it is text. Works beside a running server. A record
that cannot be read is named and left out; the exit code is 1 then.

  sportello export appointments --separator ';' --out requests.csv
  sportello export feedback --format json | jq '.[].comment'`,
	prepare: func(flags *flag.FlagSet) action {
		var f folders
		f.dataFlags(flags)
		format := flags.String("format", "csv", "`csv|xlsx|json`: for a spreadsheet, or for a program")
		separator := flags.String("separator", ",", "`CHARACTER`: what parts the cells of CSV; an Italian Excel wants ;")
		out := flags.String("out", "", "`FILE`: what to write, readable by its owner alone (default: the terminal)")
		return func(ctx context.Context, c *console, args []string) error {
			if err := operandsAre(args, "what to export (appointments, feedback or audit)"); err != nil {
				return err
			}
			write, err := exportFormat(*format, *separator)
			if err != nil {
				return err
			}
			return c.export(ctx, f, args[0], *format, write, *out)
		}
	},
}

// A rowWriter writes an export in one format.
type rowWriter func(io.Writer, iter.Seq2[formsapi.ExportRow, error]) error

func exportFormat(format, separator string) (rowWriter, error) {
	switch {
	case format == "json":
		return writeJSON, nil
	case format == "xlsx":
		return writeXLSX, nil
	case format != "csv":
		return nil, cannot(hint(fmt.Errorf("--format is %q", format), "write --format csv, --format xlsx or --format json"))
	case separator != "," && separator != ";" && separator != "\t":
		return nil, cannot(hint(fmt.Errorf("--separator is %q", separator), "write --separator ';' (the quotes are for the shell) or --separator ,"))
	}
	return writeCSV(rune(separator[0])), nil
}

func (c *console) export(ctx context.Context, f folders, what, format string, write rowWriter, out string) (err error) {
	collection := formsapi.Collection(what)
	if !slices.Contains(formsapi.Collections, collection) {
		return cannot(hint(fmt.Errorf("there is nothing called %q to export", what), "write appointments, feedback or audit"))
	}
	ring, store, err := c.openExisting(ctx, f)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	use := formsapi.Export{Appointments: store, Ratings: store, Messages: store, Log: auditLog{store}, Sealer: ring, Now: time.Now}
	rows, err := use.Rows(ctx, collection, formsapi.ByCommand, format)
	if err != nil {
		return err
	}
	var missing leftOut
	rows = missing.without(c, rows)
	if out == "" {
		err = write(c.out, rows)
	} else {
		err = writePrivately(out, func(w io.Writer) error { return write(w, rows) })
	}
	if err != nil {
		return err
	}
	return missing.err()
}

// auditLog reads the store's log as the use case wants it.
type auditLog struct{ store *sqlite.Store }

func (l auditLog) AuditAfter(ctx context.Context, seq int64, limit int) ([]formsapi.NumberedAuditEntry, error) {
	rows, err := l.store.AuditEntries(ctx, seq, limit)
	entries := make([]formsapi.NumberedAuditEntry, len(rows))
	for i, r := range rows {
		entries[i] = formsapi.NumberedAuditEntry{Seq: r.Seq, AuditEntry: r.AuditEntry}
	}
	return entries, err
}
