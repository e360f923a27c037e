package sqlite

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api"
)

// Given what the desk counts and lists on each page, SQLite reads it from the
// index made for it: it neither goes through a table nor sorts.
func TestTheDeskCountsAndListsByIndex(t *testing.T) {
	s := givenStore(t, givenRing(t))
	place := formsapi.QueuePlace{At: noon, ID: uuid.Must(uuid.NewV7())}
	queue := func(state formsapi.State) func() (string, []any) {
		return func() (string, []any) { return queueQuery("potenza", state, true, place, 50) }
	}
	offices := namedOffices([]string{"potenza", "roma"})
	for name, c := range map[string]struct {
		query func() (string, []any)
		index string
	}{
		"to answer":      {queue(formsapi.Requested), "appointment_to_answer"},
		"waiting list":   {queue(formsapi.Waiting), "appointment_by_queue"},
		"queue's length": {plain(countQueue, "waiting", offices), "appointment_by_queue"},
		"calls":          {plain(selectCalls, offices, 0, 0, 0, []byte("id"), 50), "outbox_by_concern"},
		"calls of one":   {plain(selectCallsOf, offices, []byte("id")), "outbox_by_appointment"},
		"calls, counted": {plain(countCalls, offices, 0), "outbox_pending"},
		"coming":         {plain(selectComing, "potenza", 1, 2), "appointment_by_start"},
		"places then":    {plain(selectComing, "potenza", 1, 2), "place_by_unit"},
		"day before":     {plain(selectLastBefore, "potenza", 1), "appointment_by_start"},
		"day after":      {plain(selectFirstFrom, "potenza", 1), "appointment_by_start"},
		"some":           {plain(selectOfIDs, namedIDs([]uuid.UUID{place.ID, place.ID})), "sqlite_autoindex_appointment_1"},
		"last entry":     {plain(selectLastEntry), "audit"},
		"what changed":   {plain(selectChanged, 1, 9, "potenza", 10), "PRIMARY"},
	} {
		query, args := c.query()
		plan := explained(t, s, query, args)
		if !goesBy(plan, c.index) {
			t.Errorf("%s: not by %s: %v", name, c.index, plan)
		}
		for _, step := range plan {
			if !goesStraight(step) {
				t.Errorf("%s: %s", name, step)
			}
		}
	}
}

// Given messages about times, without one, and without an appointment, the call
// list goes by the time that falls away or comes soonest, page by page, and
// counts what it lists.
func TestTheCallListGoesByWhatIsSoonest(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	var want []uuid.UUID
	for i, about := range []time.Time{noon.Add(time.Hour), noon.Add(2 * time.Hour), noon.Add(2 * time.Hour), {}, {}} {
		n := givenRequest(t, ring, telling(t, ring, formsapi.NoticeProposed, formsapi.ChannelCall, noon.Add(-time.Duration(4-i)*time.Minute)))
		n.Messages[0].Concerns = about
		stored(t, s, n)
		want = append(want, n.Messages[0].ID)
	}
	var got []uuid.UUID
	for after := (formsapi.CallPlace{}); ; {
		page, err := s.Calls(t.Context(), []string{"potenza"}, after, 2)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range page {
			got, after = append(got, m.ID), formsapi.CallPlace{Concerns: m.Concerns, DueAt: m.DueAt, ID: m.ID}
		}
		if len(page) < 2 {
			break
		}
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("the list is %v, want %v", got, want)
	}
	for offices, n := range map[string]int{"potenza": 5, "roma": 0} {
		if counted, err := s.CountCalls(t.Context(), []string{offices}, time.Time{}); err != nil || counted != n {
			t.Errorf("%s counts %d (%v), want %d", offices, counted, err, n)
		}
	}
	if late, err := s.CountCalls(t.Context(), nil, noon.Add(-time.Minute)); err != nil || late != 2 {
		t.Errorf("%d are due from a minute ago on (%v), want 2", late, err)
	}
}
