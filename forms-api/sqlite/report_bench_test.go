package sqlite

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"sportello/forms-api"
)

// mostReport is how long a month's report may take for nineteen of twenty people.
const mostReport = time.Second

// BenchmarkReport measures reports of a month, of one office and of all, and of a year,
// on ten thousand requests and on a million, as BenchmarkInbox does. It fails if the 95th of a
// hundred reports of a month takes longer than mostReport.
//
//	go test -run '^$' -bench Report -benchtime 100x -timeout 30m ./forms-api/sqlite
func BenchmarkReport(b *testing.B) {
	sizes, all := registerSizes(), sideBySide{}
	for _, rows := range sizes {
		r := newRegister(b, rows)
		all.measure(b, r, r.reports())
	}
	all.print(sizes)
	for _, name := range []string{oneOffice, allOffices} {
		for n, t := range all.took[name] {
			if t.p95 > mostReport {
				b.Errorf("of %d, %s: the 95th of a hundred took %s, and may take %s", sizes[n], name, t.p95, mostReport)
			}
		}
	}
}

const oneOffice, allOffices = "a month, one office", "a month, all offices"

// reports are of some month of the five years, and of a year.
func (r *register) reports() []question {
	reports := &formsapi.MakeReports{
		Catalogue: registerCatalogue{}, Projects: func() []formsapi.Project { return nil }, Store: r.Store, Now: func() time.Time { return r.now },
	}
	of := func(name, office string, months int) question {
		return question{name: name, do: func(ctx context.Context, random *rand.Rand) error {
			first := time.Date(r.now.Year(), r.now.Month()-time.Month(months+random.IntN(59-months)), 1, 0, 0, 0, 0, time.UTC)
			q := formsapi.ReportQuery{From: first.Format(time.DateOnly), Until: first.AddDate(0, months, -1).Format(time.DateOnly), Office: office}
			report, err := reports.Read(ctx, r.reader(), q)
			if err == nil && report.Total.Contacts.N == 0 {
				err = fmt.Errorf("the report of %s is empty", q.From)
			}
			return err
		}}
	}
	return []question{of(oneOffice, "potenza", 1), of(allOffices, "", 1), of("a year, all offices", "", 12)}
}
