package desk_test

import (
	"context"
	"fmt"
	"maps"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"golang.org/x/sync/errgroup"

	formsapi "sportello/forms-api"
)

// A countingSealer knows which records were opened.
type countingSealer struct {
	formsapi.Sealer
	mu     sync.Mutex
	opened map[uuid.UUID]bool
}

func (c *countingSealer) OpenKey(record uuid.UUID, wrapped formsapi.WrappedKey) (formsapi.RecordKey, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.opened[record] = true
	return c.Sealer.OpenKey(record, wrapped)
}

// since forgets what was opened before, and says how many records that were.
func (c *countingSealer) since() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	defer clear(c.opened)
	return len(c.opened)
}

// crowd is who has been at Via Montelucci: people who wait for an answer, for a
// time, or for their day, and some who are to be called.
const (
	toAnswer, toWait, toCome, toCall = 1500, 1000, 2500, 300
	crowd                            = toAnswer + toWait + toCome
	toComeOnTuesday                  = 100
)

// givenCrowd stores a crowd: those to come on Tuesdays at ten, a hundred at a time.
func (h *help) givenCrowd() {
	h.t.Helper()
	var storing errgroup.Group
	storing.SetLimit(64)
	for i := range crowd {
		n := h.givenOneOfMany(i)
		storing.Go(func() error {
			_, err := h.store.InsertAppointment(h.t.Context(), n)
			return err
		})
	}
	if err := storing.Wait(); err != nil {
		h.t.Fatal(err)
	}
}

func (h *help) givenOneOfMany(i int) formsapi.NewAppointment {
	h.t.Helper()
	id := uuid.Must(uuid.NewV7())
	key := must(h.ring.NewKey(id))
	at := monday.Add(-time.Duration(i) * time.Minute)
	a := formsapi.Appointment{
		ID: id, Organisation: "comune", Office: "montelucci", Service: "legal-advice", OfficeShown: "Via Montelucci", ServiceShown: "Consulenza legale",
		Language: "it", PrivacyNotice: make([]byte, 32), People: 1, CreatedAt: at, Version: 1, Channel: formsapi.IntakeTelephone, Key: key.Wrapped(),
	}
	tuesday := time.Date(2026, 3, 17+7*(i/toComeOnTuesday%40), 10, 0, 0, 0, rome)
	start := &formsapi.Start{At: tuesday, Local: tuesday.Format(formsapi.LocalMinute), Zone: rome.String()}
	switch {
	case i < toAnswer:
		a.State, a.HoldUntil = formsapi.Requested, monday.Add(time.Duration(crowd-i)*time.Minute)
	case i < toAnswer+toWait:
		a.State = formsapi.Waiting
	default:
		a.State, a.Start, a.Minutes = formsapi.Confirmed, start, 30
	}
	d := formsapi.Details{Name: fmt.Sprintf("N%04d", i), Contact: formsapi.ContactNone, SpokenLanguage: "ar"}
	a.Sealed = must(formsapi.SealDetails(key, a, d))
	n := formsapi.NewAppointment{
		Appointment: a,
		History:     formsapi.HistoryEntry{ID: uuid.Must(uuid.NewV7()), At: at, By: formsapi.ByPublic, Event: formsapi.EventRequest, To: a.State},
		Audit:       formsapi.NewAuditEntry(at, formsapi.ByPublic, formsapi.ActionRequest, id, a.Office),
	}
	if i < toCall {
		m := formsapi.Message{
			ID: uuid.Must(uuid.NewV7()), Appointment: id, Office: a.Office, Notice: formsapi.NoticeReleased, Channel: formsapi.ChannelCall,
			Language: "it", DueAt: at, Concerns: monday.Add(time.Duration(crowd-i) * time.Hour),
		}
		m.Sealed = must(formsapi.SealMessage(key, m, formsapi.MessageDetails{}))
		n.Messages = append(n.Messages, m)
	}
	return n
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// closing is a catalogue in which Via Montelucci closes while the desk runs.
type closing struct {
	offices
	closed *formsapi.Closure
}

func (c *closing) Office(id string) (formsapi.Office, bool) {
	o, known := c.offices.Office(id)
	if id == "montelucci" && c.closed != nil {
		o = o.Closed(*c.closed)
	}
	return o, known
}

// vanishing is a store from which whoever is listed is erased before they are read.
type vanishing struct{ formsapi.AppointmentStore }

func (vanishing) AppointmentsOf(context.Context, []uuid.UUID) ([]formsapi.Appointment, error) {
	return nil, nil
}

// How many records a page may open: its fifty, and the one more that tells that there
// is another page. A day sheet has its appointments, and who came and called.
const (
	ownRows = 51
	dayRows = formsapi.MostContacts + 1 + toComeOnTuesday
)

// Given thousands of requests, each page of the desk opens the seals of its own
// rows and of no others; the counts beside the queues are right all the same, at
// once after a closure, and the pages of a queue go through it in its order.
func TestAPageOpensItsOwnRowsAlone(t *testing.T) {
	h := givenDesk(t)
	sealer := &countingSealer{Sealer: h.ring, opened: map[uuid.UUID]bool{}}
	facts := &closing{}
	h.work.Sealer, h.calls.Sealer, h.work.Catalogue = sealer, sealer, facts
	h.givenCrowd()
	v := h.signedIn(h.givenStaff("Lucia", coordinator))
	page := func(path string) *page {
		began := time.Now()
		p := v.get(path)
		t.Logf("%-60.60s %4d opened, %v", path, sealer.since(), time.Since(began).Round(time.Millisecond))
		return p
	}
	if err := h.work.FindMisfits(t.Context()); err != nil { // as the program does when it starts
		t.Fatal(err)
	}
	if opened := sealer.since(); opened != toCome {
		t.Errorf("%d were asked whether they count on the mediator, want each who comes, once", opened)
	}
	for path, most := range map[string]int{
		"/desk/": ownRows, "/desk/to-answer": ownRows, "/desk/waiting": ownRows, "/desk/misfits": 0, "/desk/calls": ownRows,
		"/desk/closures": 0, "/desk/day?office=montelucci": dayRows, "/desk/day?office=montelucci&date=2026-03-17": dayRows,
	} {
		began := time.Now()
		v.get(path)
		opened := sealer.since()
		t.Logf("%-50s %4d opened, %v", path, opened, time.Since(began).Round(time.Millisecond))
		if opened > most {
			t.Errorf("%s opens %d records, and may open %d", path, opened, most)
		}
	}
	v.get("/desk/day?office=montelucci").has(".contacts tbody tr", formsapi.MostContacts).says("section", "Only the latest 100 are listed. Everything that came in on this day").
		has(`section a[href="/desk/?from=2026-03-02&office=montelucci&tab=all&until=2026-03-02"]`, 1)
	sealer.since()
	counts := func(misfits int) string {
		return fmt.Sprintf("To decide %d On the waiting list %d To review %d To call %d", toAnswer, toWait, misfits, toCall)
	}
	page("/desk/").says(".tasks", counts(0))

	day := formsapi.NewWallTime(2026, time.March, 17, 0)
	facts.closed = &formsapi.Closure{From: day, Until: day + 24*60, WholeDays: true, Reason: formsapi.ClosedForIllness}
	page("/desk/").says(".tasks", counts(100))
	p := page("/desk/misfits").has("tbody tr", 50).says("tbody", "17/03/2026, 10:00 the office is closed")
	page(p.attr("[rel=next]", "href")).has("tbody tr", 50).has("[rel=next]", 0).has(`.pager a[href="/desk/misfits"]`, 1)
	h.work.Store = vanishing{h.store}
	page("/desk/misfits").has("tbody tr", 0).has("[rel=next]", 1) // all fifty are erased while the page is made
	h.work.Store = h.store
	if opened := sealer.since(); opened != 0 {
		t.Errorf("%d records were opened beside the pages", opened)
	}
	facts.closed = nil
	page("/desk/").says(".tasks", counts(0))
	cancelled := must(h.store.Queue(t.Context(), "montelucci", formsapi.Waiting, formsapi.QueuePlace{}, 1))[0]
	h.decide(root, formsapi.Decision{ID: cancelled.ID, Version: 1, Event: formsapi.EventDecline, Reason: "other"})
	sealer.since()
	v.get("/desk/").says(".tasks", fmt.Sprintf("On the waiting list %d", toWait-1))
	if opened := sealer.since(); opened > ownRows {
		t.Errorf("after one change a page opens %d records", opened)
	}
}

// Given queues of several pages, each of their requests stands on one page, in
// the order of the queue: who loses their place first, who asked first, whose
// time comes first.
func TestTheQueuesAreReadPageByPage(t *testing.T) {
	h := givenDesk(t)
	h.givenCrowd()
	v := h.signedIn(h.givenStaff("Lucia", coordinator))
	for path, c := range map[string]struct{ rows, pages int }{
		"/desk/to-answer": {toAnswer, toAnswer / 50},
		"/desk/waiting":   {toWait, toWait / 50},
		"/desk/calls":     {toCall, toCall / 50},
	} {
		seen, last, pages := map[string]int{}, "N9999", 0
		for next := path; next != ""; pages++ {
			p := v.get(next)
			for _, link := range p.all("tbody th a, .cards h2 a") {
				name := textOf(link)
				if seen[name]++; name >= last { // who came later stands higher in each of them
					t.Fatalf("%s: %s stands behind %s", path, name, last)
				}
				last = name
			}
			next = ""
			if len(p.all("[rel=next]")) > 0 {
				next = p.attr("[rel=next]", "href")
			}
		}
		if len(seen) != c.rows || pages != c.pages {
			t.Errorf("%s lists %d on %d pages, want %d on %d", path, len(seen), pages, c.rows, c.pages)
		}
		maps.DeleteFunc(seen, func(_ string, n int) bool { return n == 1 })
		if len(seen) > 0 {
			t.Errorf("%s lists several times %v", path, seen)
		}
	}
}
