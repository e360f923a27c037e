package sqlite

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/google/uuid"

	"sportello/forms-api"
)

// Given more different queries than are kept, by many at once, each is answered;
// no more are kept than there is room for.
func TestAReaderKeepsSomeQueries(t *testing.T) {
	s := givenStore(t, givenRing(t))
	var asking sync.WaitGroup
	for range 4 {
		asking.Go(func() {
			for n := range 2 * maxStatements {
				got, err := first(t.Context(), s.read, scanNumber, fmt.Sprintf("SELECT %d + ?", n), 1)
				if err != nil || got != n+1 {
					t.Errorf("%d + 1 is %d, %v", n, got, err)
				}
			}
		})
	}
	asking.Wait()
	if len(s.read.statements) != maxStatements {
		t.Errorf("%d are kept, want %d", len(s.read.statements), maxStatements)
	}
}

// Given an inbox that was narrowed in every way there is, what each page of the
// desk asks is kept prepared all the same, and no filter is.
func TestFiltersCrowdNothingOut(t *testing.T) {
	s := givenStore(t, givenRing(t))
	narrowed := 0
	for _, state := range append([]formsapi.State{""}, formsapi.States...) {
		for bits := range 1 << 6 {
			on := func(bit int) bool { return bits>>bit&1 == 1 }
			f := formsapi.TabFilter{
				Tab: formsapi.TabAll, Sort: formsapi.SortNewest, State: state, Unassigned: on(0), Limit: 1,
				Offices: []formsapi.TabOffice{{ID: "potenza"}},
			}
			if on(1) {
				f.Service = "legal-advice"
			}
			if on(2) {
				f.Offices[0].From = noon
			}
			if on(3) {
				f.Language = "ar"
			}
			if on(4) {
				f.Assignee = uuid.Must(uuid.NewV7())
			}
			if on(5) {
				f.After = formsapi.TabPlace{At: noon.UnixMilli(), ID: uuid.Must(uuid.NewV7())}
			}
			if _, err := s.Tab(t.Context(), f); err != nil {
				t.Fatal(err)
			}
			narrowed++
		}
	}
	if _, err := s.CountCalls(t.Context(), nil, noon); err != nil {
		t.Fatal(err)
	}
	if s.read.statements[countCalls] == nil || len(s.read.statements) != 1 {
		t.Errorf("after %d filters, of a query that is written out %d are kept", narrowed, len(s.read.statements))
	}
}

// Given ids, however many, they are asked for with one query.
func TestOneQueryServesAnyNumberOfIDs(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	ids := []uuid.UUID{uuid.Must(uuid.NewV7())} // of nobody
	for n := range 3 {
		stored := stored(t, s, givenRequest(t, ring))
		ids = append(ids, stored.ID)
		if all, err := s.AppointmentsOf(t.Context(), ids); err != nil || len(all) != n+1 {
			t.Errorf("of %d ids %d are there (%v)", len(ids), len(all), err)
		}
	}
	if s.read.statements[selectOfIDs] == nil {
		t.Error("their query is not kept")
	}
}

// Given somebody who went away before they were answered, the next one who asks
// the same is answered.
func TestAReaderOutlivesWhoGoesAway(t *testing.T) {
	s := givenStore(t, givenRing(t))
	gone, leave := context.WithCancel(t.Context())
	rows, err := s.read.QueryContext(gone, "SELECT value FROM json_each('[1, 2, 3]')")
	if err != nil || !rows.Next() {
		t.Fatalf("the first: %v", err)
	}
	leave()
	for rows.Next() {
	}
	if err := rows.Err(); err != nil && !errors.Is(err, context.Canceled) {
		t.Errorf("who went away: %v", err)
	}
	_ = rows.Close()
	for range 2 * readers {
		all, err := list(t.Context(), s.read, scanNumber, "SELECT value FROM json_each('[1, 2, 3]')")
		if err != nil || fmt.Sprint(all) != "[1 2 3]" {
			t.Errorf("the next: %v, %v", all, err)
		}
	}
}
