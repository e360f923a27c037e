package sqlite

import (
	"testing"
	"time"

	"sportello/forms-api"
)

// Given what the calendar asks for, SQLite finds it by an index of the office and of
// time, in that order.
func TestTheCalendarGoesByIndexes(t *testing.T) {
	s := givenStore(t, givenRing(t))
	starting := func() (string, []any) {
		return startingQuery("potenza", noon, noon.AddDate(0, 0, 7), formsapi.StatesThat(formsapi.State.OnDaySheet))
	}
	for name, c := range map[string]struct {
		query func() (string, []any)
		index string
	}{
		"a week":         {starting, "appointment_by_start"},
		"who came today": {plain(selectContacts, "potenza", 1, 2, 100), "appointment_by_office"},
	} {
		query, args := c.query()
		plan := explained(t, s, query, args)
		if !goesBy(plan, c.index) {
			t.Errorf("%s: not by %s: %v", name, c.index, plan)
		}
		for _, step := range plan {
			if sorts := name == "a week" && step == "USE TEMP B-TREE FOR LAST TERM OF ORDER BY"; !goesStraight(step) && !sorts { // few begin at once
				t.Errorf("%s: %s", name, step)
			}
		}
	}
}

// Given who came, who called and who asked on the site, of two offices and days, those
// are listed that staff wrote down at one office on one day, in order.
func TestContactsAreOfAnOfficeAndADay(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	for _, c := range []struct {
		office  string
		channel formsapi.Intake
		at      time.Duration
	}{
		{"potenza", formsapi.IntakeTelephone, time.Hour}, {"potenza", formsapi.IntakeCounter, 0}, {"potenza", formsapi.IntakeWeb, 0},
		{"roma", formsapi.IntakeCounter, 0}, {"potenza", formsapi.IntakeCounter, 24 * time.Hour}, {"potenza", formsapi.IntakeCounter, -time.Minute},
	} {
		n := givenRequest(t, ring)
		n.Appointment.Office, n.Appointment.Channel, n.Appointment.CreatedAt = c.office, c.channel, noon.Add(c.at)
		stored(t, s, n)
	}
	got, err := s.ContactsOf(t.Context(), "potenza", noon, noon.Add(24*time.Hour), 10)
	if err != nil || len(got) != 2 || got[0].Channel != formsapi.IntakeCounter || got[1].Channel != formsapi.IntakeTelephone {
		t.Errorf("%d contacts (%v): %+v", len(got), err, got)
	}
	last, err := s.ContactsOf(t.Context(), "potenza", noon, noon.Add(24*time.Hour), 1)
	if err != nil || len(last) != 1 || last[0].ID != got[1].ID {
		t.Errorf("the last one is %+v (%v), want %s", last, err, got[1].ID)
	}
}
