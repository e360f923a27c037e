package formsapi_test

import (
	"context"
	"fmt"
	"iter"
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

// A ledger is what is reported of, in memory: thousands of invented months are
// gone through, which no disk would bear. The real store has tests of its own.
type ledger struct {
	town
	requests map[string][]formsapi.Reported // by office
	tallied  map[string][]formsapi.Tallied
	said     map[string][]formsapi.ExperienceCount
	audited  []formsapi.AuditEntry
	renewing bool
}

// A town has some offices and what they take part in.
type town struct {
	offices  []formsapi.Office
	projects []formsapi.Project
}

func (l *ledger) Reported(_ context.Context, office string, from, until time.Time) iter.Seq2[formsapi.Reported, error] {
	return func(yield func(formsapi.Reported, error) bool) {
		for _, r := range l.requests[office] {
			if !r.CreatedAt.Before(from) && r.CreatedAt.Before(until) && !yield(r, nil) {
				return
			}
		}
	}
}

func (l *ledger) Tallied(_ context.Context, office, first, last string) (all []formsapi.Tallied, err error) {
	for _, t := range l.tallied[office] {
		if first <= t.Month && t.Month <= last {
			all = append(all, t)
		}
	}
	return all, nil
}

func (l *ledger) Renewing(context.Context) (bool, error) { return l.renewing, nil }

func (l *ledger) ReportOffices(context.Context) (all []string, err error) {
	for id := range l.requests {
		all = append(all, id)
	}
	return all, nil
}

func (l *ledger) Experiences(_ context.Context, office string, _ formsapi.Period) ([]formsapi.ExperienceCount, error) {
	return l.said[office], nil
}

func (l *ledger) InsertExperience(context.Context, formsapi.NewExperience) error { return nil }

func (l *ledger) Audit(_ context.Context, e formsapi.AuditEntry) error {
	l.audited = append(l.audited, e)
	return nil
}

func (t town) Office(id string) (formsapi.Office, bool) {
	for _, o := range t.offices {
		if o.ID == id {
			return o, true
		}
	}
	return formsapi.Office{}, false
}
func (t town) Offices() []formsapi.Office                 { return t.offices }
func (t town) Services() []formsapi.Service               { return nil }
func (t town) Service(id string) (formsapi.Service, bool) { return formsapi.Service{ID: id}, true }
func (t town) Organisation(string) (formsapi.Organisation, bool) {
	return formsapi.Organisation{}, false
}

// march is a month of 2026, and what happens at its beginning.
const march = "2026-03"

func inMarch(day, hour int) time.Time { return time.Date(2026, 3, day, hour, 0, 0, 0, time.UTC) }

// contact is a request of a person (0: of somebody who left nothing) on 10 March,
// which nobody has answered.
func contact(person int, changes ...func(*formsapi.Reported)) formsapi.Reported {
	r := formsapi.Reported{
		Service: "advice", Language: "it", Channel: formsapi.IntakeWeb, State: formsapi.Waiting, CreatedAt: inMarch(10, 9),
	}
	if person > 0 {
		r.Person = fmt.Append(nil, "person ", person)
	}
	for _, change := range changes {
		change(&r)
	}
	return r
}

// times is the same contact of so many persons, from one on.
func times(n, first int, changes ...func(*formsapi.Reported)) (all []formsapi.Reported) {
	for i := range n {
		all = append(all, contact(first+i, changes...))
	}
	return all
}

func ofService(id string) func(*formsapi.Reported) {
	return func(r *formsapi.Reported) { r.Service = id }
}

func cameTo(o formsapi.Outcome) func(*formsapi.Reported) {
	return func(r *formsapi.Reported) { r.Outcome, r.FinishedAt = o, r.CreatedAt.Add(time.Hour) }
}

// givenLedger is a ledger of one office that is open from nine to one each day.
func givenLedger(t *testing.T, requests ...formsapi.Reported) *ledger {
	t.Helper()
	var week formsapi.Week
	for day := range week {
		week[day] = []formsapi.Interval{{Opens: 9 * 60, Closes: 13 * 60}}
	}
	hours, err := formsapi.NewOpeningHours(time.UTC, week, nil)
	if err != nil {
		t.Fatal(err)
	}
	return &ledger{
		town: town{
			offices: []formsapi.Office{{ID: "desk", Zone: time.UTC, CounterHours: hours}},
			projects: []formsapi.Project{{ID: "impact", Offices: []string{"desk"}, Activities: []formsapi.Activity{
				{ID: "orientation", Service: "advice"}, {ID: "legal", Service: "papers"}, {ID: "supervision"},
			}}},
		},
		requests: map[string][]formsapi.Reported{"desk": requests},
	}
}

func (l *ledger) reports() *formsapi.MakeReports {
	return &formsapi.MakeReports{
		Catalogue: l, Projects: func() []formsapi.Project { return l.projects }, Store: l, Now: func() time.Time { return inMarch(31, 18) },
	}
}

// report is that of March.
func (l *ledger) report(t *testing.T) *formsapi.Report {
	t.Helper()
	r, err := l.reports().Read(t.Context(), coordinator, formsapi.ReportQuery{From: "2026-03-01", Until: "2026-03-31"})
	if err != nil {
		t.Fatal(err)
	}
	return r
}
