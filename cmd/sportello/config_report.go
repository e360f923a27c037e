package main

import (
	"fmt"
	"maps"
	"slices"

	formsapi "sportello/forms-api"
)

// A reportConfig is [report.NAME] of sportello.toml: the page that a funder wants.
type reportConfig struct {
	Title   string         `toml:"title"`
	Rows    string         `toml:"rows"`
	Columns []columnConfig `toml:"columns"`
}

// A columnConfig is one column: a heading in the funder's words, over a measure.
type columnConfig struct {
	Heading string `toml:"heading"`
	Measure string `toml:"measure"`
}

// A reportsConfig are the tables [report.NAME], by name.
type reportsConfig map[string]reportConfig

// layouts are the funders' pages, by name.
func (r reportsConfig) layouts() []formsapi.ReportLayout {
	var all []formsapi.ReportLayout
	for _, name := range slices.Sorted(maps.Keys(r)) {
		l := formsapi.ReportLayout{Name: name, Title: r[name].Title, Rows: formsapi.Dimension(r[name].Rows)}
		for _, c := range r[name].Columns {
			l.Columns = append(l.Columns, formsapi.ReportColumn{Heading: c.Heading, Measure: c.Measure})
		}
		all = append(all, l)
	}
	return all
}

func (r reportsConfig) check() error {
	for _, l := range r.layouts() {
		if err := l.Check(); err != nil {
			return fmt.Errorf("[report.%s]: %w", l.Name, err)
		}
	}
	return nil
}
