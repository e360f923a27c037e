package sqlite

import (
	"strings"
	"testing"

	"sportello/forms-api"
)

// Given places that are not as the appointments want them, Verify names whose.
func TestVerifyFindsMisplaced(t *testing.T) {
	const wrong = "has the place of another office or time"
	for name, c := range map[string]struct{ sql, want string }{
		"a place is lost":          {`DELETE FROM place WHERE unit = (SELECT max(unit) FROM place)`, "has no place at 2026-11-23T10:25:00Z"},
		"all places are lost":      {`DELETE FROM place`, "has no place at 2026-11-23T10:00:00Z"},
		"a place earlier":          {`UPDATE place SET unit = unit - 1`, wrong},
		"a place at another house": {`UPDATE place SET office = 'montelucci' WHERE unit = (SELECT min(unit) FROM place)`, wrong},
		"a place of nobody": {
			`INSERT INTO place SELECT 'potenza', 7, 1, id FROM appointment WHERE start_at IS NULL`, "has 1 places and needs none",
		},
		"a place of somebody who is gone": {`PRAGMA foreign_keys = OFF; UPDATE place SET appointment = x'00'`, "inconsistent"},
	} {
		t.Run(name, func(t *testing.T) {
			ring := givenRing(t)
			s := givenStore(t, ring)
			stored(t, s, givenRequest(t, ring, claiming(tenOClock, 1)))
			stored(t, s, givenRequest(t, ring))
			assertSound(t, s, ring)
			for _, sql := range strings.Split(c.sql, "; ") {
				direct(t, s, sql)
			}
			report, err := s.Verify(t.Context(), ring)
			if err != nil || !strings.Contains(strings.Join(report.Findings, "\n"), c.want) {
				t.Errorf("found %q (%v), want %q", report.Findings, err, c.want)
			}
		})
	}
}

// A desk that rests after an appointment, and a group at several desks one after
// the other, are as they should be.
func TestVerifyKnowsGroupsAndRest(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	group := claiming(tenOClock, 2)
	stored(t, s, givenRequest(t, ring, group, func(n *formsapi.NewAppointment) {
		n.Claim.Need = 3
		n.Claim.Seats = []formsapi.Seat{
			{From: tenOClock, Until: tenOClock + 8, Minutes: 30, Desks: 2},
			{From: tenOClock + 8, Until: tenOClock + 16, Minutes: 70, Desks: 2},
		}
	}))
	if n := len(placesOf(t, s, "potenza")); n != 24 {
		t.Fatalf("%d places are taken, want those of three seats", n)
	}
	assertSound(t, s, ring)
}
