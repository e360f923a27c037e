package sqlite

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"sportello/forms-api"
)

// BenchmarkInbox measures what the desk asks for on ten thousand requests, and on a
// million: the inbox as it opens, each tab in each order as a page of fifty opened
// requests, what stands beside the names of all tabs, a day, and searches. Side by
// side it prints the median and the 95th of a hundred, in milliseconds, and how many times longer the
// median of the million is. The 95th should be less than 50 ms: nothing fails if it is
// more, since who else uses the machine is in it too. With -short there is no million;
// SPORTELLO_BENCH_DIR names a folder in which both are kept for the next time.
//
//	go test -run '^$' -bench Inbox -benchtime 100x -timeout 30m ./forms-api/sqlite
func BenchmarkInbox(b *testing.B) {
	sizes, all := registerSizes(), sideBySide{}
	for _, rows := range sizes {
		r := newRegister(b, rows)
		all.measure(b, r, r.questions())
	}
	all.print(sizes)
}

// questions are what a desk asks for, by who may read everything.
func (r *register) questions() []question {
	work, reader := r.work(), r.reader()
	tab := func(name string, q formsapi.InboxQuery) question {
		return question{name: name, do: func(ctx context.Context, _ *rand.Rand) error { return r.tab(ctx, work, q) }}
	}
	all := []question{
		r.opening("the inbox, all of it", func() *formsapi.WorkAppointments { return work }),
		r.afterChange(r.opening("the inbox, after a change", func() *formsapi.WorkAppointments { return work }), work),
		r.opening("the inbox, after a start", r.work),
	}
	for _, t := range formsapi.Tabs {
		if t == formsapi.TabAside {
			continue
		}
		for _, s := range t.Sorts() {
			all = append(all, tab(fmt.Sprintf("%s, by %s", t, s), formsapi.InboxQuery{Tab: t, Sort: s}))
		}
	}
	search := func(name string, what []string) question {
		return question{name: "search: " + name, do: func(ctx context.Context, random *rand.Rand) error {
			_, err := work.Search(ctx, reader, pick(random, what))
			return err
		}}
	}
	return append(all,
		tab("closed, in Tigrinya", formsapi.InboxQuery{Tab: formsapi.TabClosed, Language: "ti"}),
		tab("all, of closed accounts", formsapi.InboxQuery{Tab: formsapi.TabAll, OfClosed: true}),
		tab("all, declined, of one service", formsapi.InboxQuery{Tab: formsapi.TabAll, Service: "housing", State: formsapi.Declined}),
		question{name: "what all tabs count", do: func(ctx context.Context, _ *rand.Rand) error { return r.count(ctx, work) }},
		question{name: "what is to be looked after", do: func(ctx context.Context, _ *rand.Rand) error { return r.tasks(ctx, work) }},
		question{name: "a day", do: func(ctx context.Context, random *rand.Rand) error { return r.day(ctx, work, random) }},
		search("telephone", r.phones), search("name", r.names), search("first name", firstNames), search("nobody", []string{"333 0000000"}),
	)
}

// opening is all that the first page of the desk asks for. After a start, or after the
// facts of an office have changed, it looks through all that is to come, unless the job
// that does so was sooner.
func (r *register) opening(name string, work func() *formsapi.WorkAppointments) question {
	return question{name: name, do: func(ctx context.Context, _ *rand.Rand) error {
		work := work()
		if err := r.count(ctx, work); err != nil {
			return err
		}
		if err := r.tasks(ctx, work); err != nil {
			return err
		}
		return r.tab(ctx, work, formsapi.InboxQuery{Tab: formsapi.TabNew})
	}}
}

// afterChange has a colleague change an appointment to come before each time.
func (r *register) afterChange(q question, work *formsapi.WorkAppointments) question {
	q.before = func(ctx context.Context, random *rand.Rand) error {
		day := r.now.AddDate(0, 0, 1+random.IntN(27))
		coming, err := r.Coming(ctx, pick(random, registerOffices), day, day.AddDate(0, 0, 1))
		if err != nil || len(coming) == 0 {
			return err
		}
		a := pick(random, coming)
		urgency := pick(random, formsapi.Urgencies)
		return work.Decide(ctx, r.reader(), formsapi.Decision{ID: a.ID, Version: a.Version, Event: formsapi.EventUrgency, Urgency: urgency})
	}
	return q
}

func (r *register) tab(ctx context.Context, work *formsapi.WorkAppointments, q formsapi.InboxQuery) error {
	page, err := work.Tab(ctx, r.reader(), q)
	if err == nil && len(page.Rows) == 0 {
		err = fmt.Errorf("%+v is empty", q)
	}
	return err
}

// count is all that stands beside the names of the tabs, and what is in the name of closed accounts.
func (r *register) count(ctx context.Context, work *formsapi.WorkAppointments) error {
	for _, t := range formsapi.Tabs {
		if _, err := work.CountTab(ctx, r.reader(), formsapi.InboxQuery{Tab: t}); err != nil {
			return err
		}
	}
	n, err := work.CountOfClosed(ctx, r.reader(), formsapi.WorkRequests)
	if err == nil && n == 0 {
		err = errors.New("nothing is in the name of closed accounts")
	}
	return err
}

// tasks is what stands above the tabs: queues, misfits, calls.
func (r *register) tasks(ctx context.Context, work *formsapi.WorkAppointments) error {
	for _, s := range []formsapi.State{formsapi.Requested, formsapi.Waiting} {
		if n, err := work.QueueLength(ctx, r.reader(), s); err != nil || n == 0 {
			return fmt.Errorf("%d are %s, %w", n, s, err)
		}
	}
	if n, err := work.CountMisfits(ctx, r.reader()); err != nil || n == 0 {
		return fmt.Errorf("%d do not suit the facts, %w", n, err)
	}
	calls := formsapi.CallList{Catalogue: registerCatalogue{}, Sealer: r.ring, Outbox: r.Store, Appointments: r.Store, Now: work.Now}
	_, err := calls.Count(ctx, r.reader())
	return err
}

// day is the day sheet of some day of the last four weeks or the next.
func (r *register) day(ctx context.Context, work *formsapi.WorkAppointments, random *rand.Rand) error {
	date := formsapi.DateOf(r.now.Add(time.Duration(random.IntN(56)-28) * 24 * time.Hour))
	if _, err := work.Day(ctx, r.reader(), "potenza", date); err != nil {
		return err
	}
	if _, _, err := work.Contacts(ctx, r.reader(), "potenza", date); err != nil {
		return err
	}
	_, _, err := work.DaysBeside(ctx, r.reader(), "potenza", date)
	return err
}
