package formsapi

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
)

// A ReportLayout says how a funder wants a report: what each row is of, and which
// measure stands in which column, under which heading. It shows nothing that the
// report does not.
type ReportLayout struct {
	Name    string // in addresses and settings: small letters, digits and hyphens
	Title   string
	Rows    Dimension // RowTotal: one row of everything
	Columns []ReportColumn
}

// A ReportColumn is a measure under a heading.
type ReportColumn struct{ Heading, Measure string }

// RowTotal is what a layout with one row of everything has for Rows.
const RowTotal Dimension = "total"

// layoutRows are what rows can be of.
var layoutRows = append([]Dimension{RowTotal}, Dimensions...)

// A Measured is a cell of a laid out report.
type Measured struct {
	Number float64
	Told   bool   // otherwise Text says why there is no number; empty where nobody knows one
	Text   string // as Figure.String
}

func measuredFigure(f Figure) Measured {
	return Measured{Number: float64(f.N), Told: f.As == Told, Text: f.String()}
}

func measuredHours(q *Quantiles, of func(Quantiles) time.Duration) Measured {
	if q == nil {
		return Measured{}
	}
	return Measured{Number: math.Round(10*of(*q).Hours()) / 10, Told: true}
}

// groupMeasures are told of every row.
var groupMeasures = map[string]func(Group) Figure{
	"contacts": func(g Group) Figure { return g.Contacts },
	"persons":  func(g Group) Figure { return g.Persons },
}

// totalMeasures are told of everything alone.
var totalMeasures = map[string]func(*Report) Measured{
	"anonymous":          func(r *Report) Measured { return measuredFigure(r.Anonymous) },
	"erased":             func(r *Report) Measured { return measuredFigure(r.Erased) },
	"agreed":             func(r *Report) Measured { return measuredFigure(r.Of(ByKept).Total.Contacts) },
	"missed":             func(r *Report) Measured { return ofGroup(r, ByKept, KeptMissed) },
	"answer-median":      func(r *Report) Measured { return measuredHours(r.Answer.Clock, median) },
	"answer-p90":         func(r *Report) Measured { return measuredHours(r.Answer.Clock, p90) },
	"answer-median-open": func(r *Report) Measured { return measuredHours(r.Answer.Open, median) },
	"answer-p90-open":    func(r *Report) Measured { return measuredHours(r.Answer.Open, p90) },
	"finish-median":      func(r *Report) Measured { return measuredHours(r.Finish.Clock, median) },
	"finish-p90":         func(r *Report) Measured { return measuredHours(r.Finish.Clock, p90) },
	"finish-median-open": func(r *Report) Measured { return measuredHours(r.Finish.Open, median) },
	"finish-p90-open":    func(r *Report) Measured { return measuredHours(r.Finish.Open, p90) },
	"ratings":            func(r *Report) Measured { return measuredFigure(r.Experience.Count) },
	"helped":             func(r *Report) Measured { return measuredOpinion(r.Experience.Helped) },
	"treated":            func(r *Report) Measured { return measuredOpinion(r.Experience.Treated) },
}

// outcomeMeasure begins the measures that count one outcome: outcome-referred.
const outcomeMeasure = "outcome-"

func median(q Quantiles) time.Duration { return q.Median }
func p90(q Quantiles) time.Duration    { return q.P90 }

func measuredOpinion(o *Opinion) Measured {
	if o == nil || o.Average == 0 {
		return Measured{}
	}
	return Measured{Number: o.Average, Told: true}
}

func ofGroup(r *Report, d Dimension, key string) Measured {
	g, _ := r.Of(d).Group(key)
	return measuredFigure(g.Contacts)
}

// Measures lists the measures that rows of a dimension can have, sorted.
func Measures(rows Dimension) (all []string) {
	for name := range groupMeasures {
		all = append(all, name)
	}
	if rows == RowTotal {
		for name := range totalMeasures {
			all = append(all, name)
		}
		for _, o := range Outcomes {
			all = append(all, outcomeMeasure+string(o))
		}
	}
	slices.Sort(all)
	return all
}

// Check says in a sentence what cannot be, and of which key.
func (l ReportLayout) Check() error {
	switch {
	case l.Name == "" || strings.Trim(l.Name, "abcdefghijklmnopqrstuvwxyz0123456789-") != "":
		return fmt.Errorf("the name %q: write it with small letters, digits and hyphens", l.Name)
	case strings.TrimSpace(l.Title) == "":
		return errors.New("title is missing: say what stands above the table")
	case !slices.Contains(layoutRows, l.Rows):
		return fmt.Errorf("rows = %q: each row is of one of %s", l.Rows, strings.Join(names(layoutRows), ", "))
	case len(l.Columns) == 0:
		return errors.New("columns is missing: name a heading and a measure for each")
	}
	for i, c := range l.Columns {
		if strings.TrimSpace(c.Heading) == "" {
			return fmt.Errorf("columns[%d].heading is missing", i)
		}
		if known := Measures(l.Rows); !slices.Contains(known, c.Measure) {
			return fmt.Errorf("columns[%d].measure = %q: with rows = %q a measure is one of %s", i, c.Measure, l.Rows, strings.Join(known, ", "))
		}
	}
	return nil
}
