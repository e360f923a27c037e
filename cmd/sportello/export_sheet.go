package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"

	formsapi "sportello/forms-api"
	"sportello/forms-api/catalogue"
	spreadsheet "sportello/forms-api/sheet"
)

// sheetTime is how a spreadsheet recognizes a date and time, whatever its language.
const sheetTime = "2006-01-02 15:04:05"

// writeCSV writes a table for a spreadsheet (RFC 4180, but for the separator).
// Beside each instant, in UTC, it has a column with the time on Italian clocks.
func writeCSV(separator rune) rowWriter {
	return func(out io.Writer, rows iter.Seq2[formsapi.ExportRow, error]) error {
		if _, err := io.WriteString(out, spreadsheet.ByteOrderMark); err != nil {
			return err
		}
		zone, err := time.LoadLocation(catalogue.DefaultZone)
		if err != nil {
			return fmt.Errorf("writing the times: %w", err)
		}
		w := csv.NewWriter(out)
		w.Comma = separator
		first := true
		for row, err := range rows {
			if err != nil {
				return err
			}
			if err := writeRecord(w, spread(row, zone), first); err != nil {
				return err
			}
			first = false
		}
		w.Flush()
		return w.Error()
	}
}

func writeRecord(w *csv.Writer, row formsapi.ExportRow, withNames bool) error {
	var names, cells []string
	for _, f := range row {
		names, cells = append(names, f.Name), append(cells, cell(f.Value))
	}
	if withNames {
		if err := w.Write(names); err != nil {
			return err
		}
	}
	return w.Write(cells)
}

// spread makes columns of what a spreadsheet could not sort or filter by: the
// local time of an instant, and of a history its last reason and all its notes.
func spread(row formsapi.ExportRow, zone *time.Location) formsapi.ExportRow {
	var wide formsapi.ExportRow
	for _, f := range row {
		if history, ok := f.Value.([]formsapi.ExportRow); ok && f.Name == "history" {
			reason, notes := toldIn(history)
			wide = append(wide, formsapi.ExportField{Name: "decline_reason", Value: reason}, formsapi.ExportField{Name: "notes", Value: notes})
		}
		wide = append(wide, f)
		local := f.Name + "_local"
		if at, ok := f.Value.(time.Time); ok && !slices.ContainsFunc(row, func(other formsapi.ExportField) bool { return other.Name == local }) {
			wide = append(wide, formsapi.ExportField{Name: local, Value: onTheClock(at, zone)})
		}
	}
	return wide
}

func onTheClock(at time.Time, zone *time.Location) string {
	if at.IsZero() {
		return ""
	}
	return at.In(zone).Format(sheetTime)
}

// toldIn are the last reason and all the notes of a history.
func toldIn(history []formsapi.ExportRow) (reason, notes string) {
	var all []string
	for _, event := range history {
		for _, f := range event {
			text, _ := f.Value.(string)
			switch {
			case text == "":
			case f.Name == "reason":
				reason = text
			case f.Name == "note":
				all = append(all, text)
			}
		}
	}
	return reason, strings.Join(all, "\n")
}

// cell writes a value as a spreadsheet shows it, and never as a formula.
func cell(value any) string {
	switch value.(type) {
	case bool, int64, time.Time:
		return plainCell(value)
	}
	return spreadsheet.Harmless(plainCell(value))
}

// plainCell writes a value as it is.
func plainCell(value any) string {
	switch v := value.(type) {
	case bool:
		return strconv.FormatBool(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case time.Time:
		if v.IsZero() {
			return ""
		}
		return v.UTC().Format(time.RFC3339)
	case []string:
		return strings.Join(v, ", ")
	case []formsapi.ExportRow:
		return strings.Join(lines(v), "\n")
	}
	return fmt.Sprint(value)
}

// lines writes rows within a cell: what each says, one line a row.
func lines(rows []formsapi.ExportRow) []string {
	all := make([]string, len(rows))
	for i, row := range rows {
		var said []string
		for _, f := range row {
			if text := cell(f.Value); text != "" {
				said = append(said, f.Name+": "+text)
			}
		}
		all[i] = strings.Join(said, "; ")
	}
	return all
}
