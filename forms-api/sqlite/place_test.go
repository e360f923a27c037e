package sqlite

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api"
)

// tenOClock is a slot of half an hour at one desk.
var tenOClock = formsapi.UnitAt(noon.Add(22 * time.Hour))

// claiming gives a request a place at a time, at one of so many desks.
func claiming(from formsapi.Unit, desks int) wanted {
	return func(n *formsapi.NewAppointment) {
		start := from.Time()
		n.Appointment.Start = &formsapi.Start{At: start, Local: start.Format(formsapi.LocalMinute), Zone: "UTC"}
		n.Appointment.Minutes = 30
		n.Claim = &formsapi.Claim{Office: n.Appointment.Office, Need: 1, Seats: []formsapi.Seat{
			{From: from, Until: from + 6, Minutes: 30, Desks: desks},
		}}
	}
}

func placesOf(t *testing.T, s *Store, office string) []formsapi.Place {
	t.Helper()
	all, err := s.TakenPlaces(t.Context(), office, 0, 1<<40)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// Given one desk, who comes second is refused, and nothing of theirs is stored;
// another office, and a time that only touches, are free.
func TestAPlaceIsTakenOnce(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	stored(t, s, givenRequest(t, ring, claiming(tenOClock, 1)))
	for _, overlapping := range []formsapi.Unit{tenOClock, tenOClock - 5, tenOClock + 5} {
		refused := givenRequest(t, ring, claiming(overlapping, 1))
		if _, err := s.InsertAppointment(t.Context(), refused); !errors.Is(err, formsapi.ErrPlaceTaken) {
			t.Errorf("from unit %+d: %v, want %v", overlapping-tenOClock, err, formsapi.ErrPlaceTaken)
		}
		if _, err := s.Appointment(t.Context(), refused.Appointment.ID); formsapi.CodeOf(err) != formsapi.CodeNotFound {
			t.Errorf("the refused request: %v, want not found", err)
		}
	}
	stored(t, s, givenRequest(t, ring, claiming(tenOClock+6, 1)))
	stored(t, s, givenRequest(t, ring, office("roma"), claiming(tenOClock, 1)))
	if n := len(placesOf(t, s, "potenza")); n != 12 {
		t.Errorf("%d places are taken, want those of two appointments", n)
	}
}

// Given an error in all of our code, the schema itself refuses a place twice.
func TestTheSchemaGuardsPlaces(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	stored(t, s, givenRequest(t, ring, claiming(tenOClock, 1)))
	other := stored(t, s, givenRequest(t, ring))
	err := s.writer.submit(t.Context(), func(t *tx) error {
		return t.insertPlaces("potenza", other.ID, []formsapi.Place{{Desk: 0, Unit: tenOClock + 2}})
	})
	if !errors.Is(err, formsapi.ErrPlaceTaken) {
		t.Errorf("%v, want %v", err, formsapi.ErrPlaceTaken)
	}
}

// Given two processes on one database and one free place, exactly one of many
// who want it at once gets it.
func TestOneOfManyGetsThePlace(t *testing.T) {
	ring := givenRing(t)
	path := filepath.Join(t.TempDir(), "sportello.db")
	stores := []*Store{openStore(t, path, ring), openStore(t, path, ring)}
	for round := range formsapi.Unit(20) {
		won := race(t, 32, func(n int) error {
			_, err := stores[n%2].InsertAppointment(context.Background(), givenRequest(t, ring, claiming(tenOClock+6*round, 1)))
			return err
		})
		if won != 1 {
			t.Errorf("round %d: %d got the place", round, won)
		}
	}
	if n := len(placesOf(t, stores[0], "potenza")); n != 20*6 {
		t.Errorf("%d places are taken, want %d", n, 20*6)
	}
}

// race runs many at once and counts who was not refused.
func race(t *testing.T, many int, run func(n int) error) (won int) {
	t.Helper()
	outcomes := make([]error, many)
	var all sync.WaitGroup
	for n := range many {
		all.Go(func() { outcomes[n] = run(n) })
	}
	all.Wait()
	for _, err := range outcomes {
		switch {
		case err == nil:
			won++
		case !errors.Is(err, formsapi.ErrPlaceTaken):
			t.Errorf("a loser was told %v", err)
		}
	}
	return won
}

// change is a step of an appointment to another time, or to none.
func change(a formsapi.Appointment, to formsapi.State, n *formsapi.NewAppointment) formsapi.AppointmentChange {
	c := confirmation(a)
	c.State, c.History.To, c.Start, c.ClosedAt, c.Place = to, to, nil, time.Time{}, formsapi.PlaceFree
	if n != nil {
		c.Start, c.Claim, c.Minutes, c.Place = n.Appointment.Start, n.Claim, n.Appointment.Minutes, formsapi.PlaceTake
	}
	return c
}

// Given an appointment that is moved, its new place is had and the old one is
// free; one that cannot be moved keeps its place; one that is cancelled gives it back.
func TestAChangeTakesKeepsOrFrees(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	moved := givenRequest(t, ring, claiming(tenOClock, 1))
	a := stored(t, s, moved)
	stored(t, s, givenRequest(t, ring, claiming(tenOClock+12, 1)))

	overlapping := moved
	claiming(tenOClock+3, 1)(&overlapping)
	if err := s.ChangeAppointment(t.Context(), change(a, formsapi.Confirmed, &overlapping)); err != nil {
		t.Fatalf("moving by a quarter of an hour: %v", err)
	}
	a, _ = s.Appointment(t.Context(), a.ID)
	wanted := moved
	claiming(tenOClock+9, 1)(&wanted) // runs into the other one
	if err := s.ChangeAppointment(t.Context(), change(a, formsapi.Confirmed, &wanted)); !errors.Is(err, formsapi.ErrPlaceTaken) {
		t.Errorf("moving into another: %v, want %v", err, formsapi.ErrPlaceTaken)
	}
	kept, _ := s.Appointment(t.Context(), a.ID)
	if fmt.Sprint(kept.Start) != fmt.Sprint(a.Start) || kept.Version != a.Version || len(placesOf(t, s, "potenza")) != 12 {
		t.Errorf("what could not be moved is %+v", kept)
	}
	if err := s.ChangeAppointment(t.Context(), change(a, formsapi.CancelledByPerson, nil)); err != nil {
		t.Fatal(err)
	}
	if n := len(placesOf(t, s, "potenza")); n != 6 {
		t.Errorf("%d places are taken after the cancellation, want the other's", n)
	}
}

// Given a limit for one contact, it is counted in the store, at that office and
// of what is still to come.
func TestAppointmentsOfOneContactAreCounted(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	limited := func(n *formsapi.NewAppointment) { n.PerContact = 2 }
	stored(t, s, givenRequest(t, ring, limited))
	stored(t, s, givenRequest(t, ring, office("roma"), limited))
	over := stored(t, s, givenRequest(t, ring, limited))
	if _, err := s.InsertAppointment(t.Context(), givenRequest(t, ring, limited)); !errors.Is(err, formsapi.ErrTooManyOfContact) {
		t.Fatalf("the third: %v, want %v", err, formsapi.ErrTooManyOfContact)
	}
	if err := s.ChangeAppointment(t.Context(), change(over, formsapi.CancelledByPerson, nil)); err != nil {
		t.Fatal(err)
	}
	stored(t, s, givenRequest(t, ring, limited))
}

// Given a group of three and two desks, two sit down at once and one after them;
// the appointment takes both slots.
func TestAGroupSitsDownInARow(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	group := givenRequest(t, ring, claiming(tenOClock, 2), func(n *formsapi.NewAppointment) {
		next := n.Claim.Seats[0]
		next.From, next.Until, next.Minutes = next.From+6, next.Until+6, 60
		n.Claim.Need, n.Claim.Seats = 3, append(n.Claim.Seats, next)
	})
	a := stored(t, s, group)
	read, err := s.Appointment(t.Context(), a.ID)
	if err != nil || read.Minutes != 60 {
		t.Errorf("it takes %d minutes (%v), want 60", read.Minutes, err)
	}
	if n := len(placesOf(t, s, "potenza")); n != 18 {
		t.Errorf("%d places, want 18", n)
	}
}

// Given holds, those that are over are found, the longest over first.
func TestHoldsThatAreOver(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	held := func(until time.Time) uuid.UUID {
		return stored(t, s, givenRequest(t, ring, func(n *formsapi.NewAppointment) { n.Appointment.HoldUntil = until })).ID
	}
	later, sooner := held(noon), held(noon.Add(-time.Hour))
	held(noon.Add(time.Minute))
	over, err := s.HoldsOver(t.Context(), noon, formsapi.Hold{}, 10)
	if err != nil || len(over) != 2 || over[0].ID != sooner || over[1].ID != later {
		t.Errorf("%d over (%v), want the two, %s first", len(over), err, sooner)
	}
}

// Given appointments that were agreed before there were places, an upgrade gives
// them theirs: their times are not free.
func TestAnUpgradeSeatsWhatWasAgreed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sportello.db")
	copyFixture(t, "testdata/schema-1.db", path)
	s := upgradeStore(t, path, fixtureRing(t))
	a, err := s.AppointmentByIndex(t.Context(), fixtureRing(t).Index(formsapi.IndexPhone, told.Phone))
	if err != nil || a.Start == nil || a.Minutes != 30 {
		t.Fatalf("agreed: %+v, %d minutes (%v)", a.Start, a.Minutes, err)
	}
	taken, err := s.TakenPlaces(t.Context(), a.Office, formsapi.UnitAt(a.Start.At), formsapi.UnitAt(a.Start.At)+6)
	if err != nil || len(taken) != 6 {
		t.Errorf("%d places (%v), want 6", len(taken), err)
	}
}
