package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	formsapi "sportello/forms-api"
	"sportello/forms-api/seal"
	spreadsheet "sportello/forms-api/sheet"
)

func TestCellsAreNeverFormulas(t *testing.T) {
	for value, want := range map[string]string{
		"=1+1": "'=1+1", "+39 333": "'+39 333", "-5": "'-5", "@x": "'@x", "\tx": "'\tx", "\rx": "'\rx",
		"Prova": "Prova", "": "", "a=b": "a=b", "আমিনা": "আমিনা",
	} {
		if got := cell(value); got != want {
			t.Errorf("cell(%q) = %q, want %q", value, got, want)
		}
	}
	if got := cell([]string{"=x", "y"}); got != "'=x, y" {
		t.Errorf("a list becomes %q", got)
	}
	if got := cell(time.Time{}); got != "" {
		t.Errorf("no time becomes %q", got)
	}
}

// What a town hall's Excel opens: accents are kept, local time stands beside the
// instant, and what the office decided can be sorted by.
func TestATableIsForTheSpreadsheetOfATownHall(t *testing.T) {
	at := time.Date(2026, 7, 1, 22, 30, 0, 0, time.UTC)
	row := formsapi.ExportRow{
		{Name: "created_at", Value: at}, {Name: "closed_at", Value: time.Time{}},
		{Name: "start", Value: at}, {Name: "start_local", Value: "2026-07-02T00:30"},
		{Name: "name", Value: "Città; أمينة"},
		{Name: "history", Value: []formsapi.ExportRow{
			{{Name: "event", Value: "assign"}, {Name: "reason", Value: ""}, {Name: "note", Value: "parla arabo"}},
			{{Name: "event", Value: "decline"}, {Name: "reason", Value: "other-office"}, {Name: "note", Value: "=mandata"}},
		}},
		{Name: "messages", Value: []formsapi.ExportRow{{
			{Name: "notice", Value: "declined"}, {Name: "to", Value: "+393331234567"}, {Name: "delivery", Value: "sent"},
			{Name: "sent_at", Value: at}, {Name: "given_up_at", Value: time.Time{}},
		}}},
	}
	var out bytes.Buffer
	if err := writeCSV(';')(&out, func(yield func(formsapi.ExportRow, error) bool) { yield(row, nil) }); err != nil {
		t.Fatal(err)
	}
	text, marked := strings.CutPrefix(out.String(), "\xEF\xBB\xBF")
	if !marked {
		t.Error("Excel is not told that this is UTF-8")
	}
	want := "created_at;created_at_local;closed_at;closed_at_local;start;start_local;name;decline_reason;notes;history;messages\n" +
		"2026-07-01T22:30:00Z;2026-07-02 00:30:00;;;2026-07-01T22:30:00Z;2026-07-02T00:30;\"Città; أمينة\";other-office;\"parla arabo\n'=mandata\";" +
		"\"event: assign; note: parla arabo\nevent: decline; reason: other-office; note: '=mandata\";" +
		"\"notice: declined; to: '+393331234567; delivery: sent; sent_at: 2026-07-01T22:30:00Z\"\n"
	if text != want {
		t.Errorf("the table is\n%s\nwant\n%s", text, want)
	}
}

// More records than are read at a time all come out, once, in both formats.
func TestAnExportIsWhole(t *testing.T) {
	const records = 1203
	f := rated(t, records)
	for format, count := range map[string]func(*testing.T, []byte) map[string]bool{"csv": idsInCSV, "json": idsInJSON} {
		var out bytes.Buffer
		c := &console{out: &out, err: t.Output(), env: func(string) string { return "" }}
		write, err := exportFormat(format, ",")
		if err != nil {
			t.Fatal(err)
		}
		if err := c.export(context.Background(), f, "feedback", format, write, ""); err != nil {
			t.Fatal(err)
		}
		if ids := count(t, out.Bytes()); len(ids) != records {
			t.Errorf("%d different records are in the %s, want %d", len(ids), format, records)
		}
	}
}

// rated is a data folder with so many ratings.
func rated(t *testing.T, records int) folders {
	t.Helper()
	dir := t.TempDir()
	f := folders{data: filepath.Join(dir, "var"), keys: filepath.Join(dir, "keys.toml")}
	ring, err := seal.CreateRing(f.keys, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	c := &console{out: io.Discard, err: t.Output(), env: func(string) string { return "" }}
	store, err := c.openStore(context.Background(), f, ring)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	rate := formsapi.RatePage{Pages: anything{}, Languages: anything{}, Sealer: ring, Store: store, Now: time.Now, Random: rand.Reader}
	var senders sync.WaitGroup
	for first := range 32 { // together they share commits
		senders.Go(func() {
			for i := first; i < records; i += 32 {
				if _, err := rate.Rate(context.Background(), formsapi.PageRating{Page: "/it/", Rating: 1 + i%5, Comment: fmt.Sprint(i), Language: "it"}); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	senders.Wait()
	return f
}

// anything is a site that has every page and language.
type anything struct{}

func (anything) HasPage(string) bool { return true }
func (anything) Site(string) bool    { return true }
func (anything) Spoken(string) bool  { return true }

func idsInCSV(t *testing.T, text []byte) map[string]bool {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte(spreadsheet.ByteOrderMark)))).ReadAll()
	if err != nil || strings.Join(rows[0][:2], " ") != "id created_at" {
		t.Fatalf("the first row is %q, %v", rows[0], err)
	}
	ids := map[string]bool{}
	for _, row := range rows[1:] {
		ids[row[0]] = true
	}
	return ids
}

func idsInJSON(t *testing.T, text []byte) map[string]bool {
	t.Helper()
	var rows []struct{ ID string }
	if err := json.Unmarshal(text, &rows); err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	for _, row := range rows {
		ids[row.ID] = true
	}
	return ids
}

// What belongs to a record is an array in JSON, and lines in one cell of a CSV
// file; a formula within stays harmless.
func TestRowsWithinARow(t *testing.T) {
	history := []formsapi.ExportRow{
		{{Name: "event", Value: "request"}, {Name: "note", Value: ""}},
		{{Name: "event", Value: "decline"}, {Name: "note", Value: "=1+1"}},
	}
	row := formsapi.ExportRow{{Name: "id", Value: "1"}, {Name: "history", Value: history}}
	if got, want := cell(history), "event: request\nevent: decline; note: '=1+1"; got != want {
		t.Errorf("the cell is %q, want %q", got, want)
	}
	want := `{"id": "1", "history": [{"event": "request", "note": ""}, {"event": "decline", "note": "=1+1"}]}`
	if got, err := row.MarshalJSON(); err != nil || string(got) != want {
		t.Errorf("the object is %s (%v), want %s", got, err, want)
	}
}
