package main

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	formsapi "sportello/forms-api"
)

// Given a funder's page, its columns are in the order of the file.
func TestAFundersPageIsReadFromTheSettings(t *testing.T) {
	c := given(t, `
[report.fami]
title = "Relazione FAMI"
rows = "service"
columns = [{ heading = "Persone", measure = "persons" }, { heading = "Contatti", measure = "contacts" }]
`)
	want := []formsapi.ReportLayout{{
		Name: "fami", Title: "Relazione FAMI", Rows: formsapi.ByService,
		Columns: []formsapi.ReportColumn{{Heading: "Persone", Measure: "persons"}, {Heading: "Contatti", Measure: "contacts"}},
	}}
	if diff := cmp.Diff(want, c.Report.layouts()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// What a funder's page cannot be is refused, with the key and what it could be.
func TestAFundersPageThatCannotBeIsRefused(t *testing.T) {
	const columns = "\ncolumns = [{ heading = \"Contatti\", measure = \"contacts\" }]"
	for text, want := range map[string]string{
		"[report.fami]\nrows = \"month\"" + columns:                                                                       "[report.fami]: title is missing",
		"[report.fami]\ntitle = \"FAMI\"\nrows = \"week\"" + columns:                                                      `rows = "week": each row is of one of total, month, office`,
		"[report.fami]\ntitle = \"FAMI\"\nrows = \"month\"":                                                               "columns is missing",
		"[report.FAMI]\ntitle = \"FAMI\"\nrows = \"month\"" + columns:                                                     `the name "FAMI": write it with small letters`,
		"[report.fami]\ntitle = \"FAMI\"\nrows = \"month\"\ncolumns = [{ heading = \"X\", measure = \"answer-median\" }]": `columns[0].measure = "answer-median": with rows = "month" a measure is one of contacts, persons`,
		"[report.fami]\ntitle = \"FAMI\"\nrows = \"total\"\ncolumns = [{ measure = \"contacts\" }]":                       "columns[0].heading is missing",
		"[report.fami]\ntitle = \"FAMI\"\ncolour = 1":                                                                     `sportello.toml:3: there is no key "report.fami.colour"`,
	} {
		dir := t.TempDir()
		writeFile(t, filepath.Join(dir, configName), text)
		if _, err := readConfig(dir); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want an error with %q", text, err, want)
		}
	}
}
