package opendata_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	formsapi "sportello/forms-api"
	"sportello/forms-api/opendata"
)

// timetable is an HSDS schedule as its readers take it.
type timetable struct {
	ID          string
	ValidFrom   string `json:"valid_from"`
	ValidTo     string `json:"valid_to"`
	Timezone    float64
	Freq        string
	ByDay       string
	Description string
	OpensAt     string `json:"opens_at"`
	ClosesAt    string `json:"closes_at"`
	Attributes  []record
}

func timetables(t *testing.T, c formsapi.Catalogue, office formsapi.Office, kind string, now time.Time) []timetable {
	t.Helper()
	path := "hsds/organizations/" + opendata.ID(opendata.KindOrganization, office.Organisation).String() + ".json"
	locations := read[record](t, files(t, c, now), path).Locations
	l, ok := find(locations, func(l record) bool { return l.ID == opendata.ID(opendata.KindLocation, office.ID).String() })
	if !ok {
		t.Fatalf("%s is not in %s", office.ID, path)
	}
	return slices.DeleteFunc(l.Schedules, func(s timetable) bool { return s.Attributes[0].Value != kind })
}

// The week at both offsets, cut by three closures (a whole day, one from mid-day
// to mid-day, and the end of the year) and by the holidays.
func TestSchedules(t *testing.T) {
	c := small(t)
	got := [][]string{}
	for _, s := range timetables(t, c, c.offices[0], "counter", morning) {
		got = append(got, []string{s.ValidFrom, s.ValidTo, s.ByDay, s.OpensAt, s.ClosesAt})
	}
	want := [][]string{
		{"2026-10-25", "2026-11-25", "WE,TH", "08:30+01:00", "12:00+01:00"},
		{"2026-10-25", "2026-11-25", "TH", "16:30+01:00", "18:00+01:00"},
		// 26 November: the strike
		// 27 November to 1 December: a Wednesday or Thursday does not come
		{"2026-12-02", "2026-12-02", "WE", "08:30+01:00", "11:00+01:00"},
		{"2026-12-03", "2026-12-03", "TH", "17:00+01:00", "18:00+01:00"},
		{"2026-12-04", "2026-12-23", "WE,TH", "08:30+01:00", "12:00+01:00"},
		{"2026-12-04", "2026-12-23", "TH", "16:30+01:00", "18:00+01:00"},
		// 24, 30 and 31 December: the closure; then the Epiphany, a Wednesday
		{"2027-01-07", "2027-03-27", "WE,TH", "08:30+01:00", "12:00+01:00"},
		{"2027-01-07", "2027-03-27", "TH", "16:30+01:00", "18:00+01:00"},
		{"2027-03-28", "2027-06-01", "WE,TH", "08:30+02:00", "12:00+02:00"},
		{"2027-03-28", "2027-06-01", "TH", "16:30+02:00", "18:00+02:00"},
		{"2027-06-03", "2027-10-30", "WE,TH", "08:30+02:00", "12:00+02:00"},
		{"2027-06-03", "2027-10-30", "TH", "16:30+02:00", "18:00+02:00"},
		{"2027-10-31", "2027-12-07", "WE,TH", "08:30+01:00", "12:00+01:00"},
		{"2027-10-31", "2027-12-07", "TH", "16:30+01:00", "18:00+01:00"},
		{"2027-12-09", "2028-01-05", "WE,TH", "08:30+01:00", "12:00+01:00"},
		{"2027-12-09", "2028-01-05", "TH", "16:30+01:00", "18:00+01:00"},
		{"2028-01-07", "2028-03-25", "WE,TH", "08:30+01:00", "12:00+01:00"},
		{"2028-01-07", "2028-03-25", "TH", "16:30+01:00", "18:00+01:00"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("schedules (-want +got):\n%s", diff)
	}
}

func TestSchedulesSayTheirKind(t *testing.T) {
	c := small(t)
	for kind, want := range map[string]string{"counter": "Orari dello sportello", "telephone": "Orari del telefono"} {
		s := timetables(t, c, c.offices[0], kind, morning)[0]
		if s.Description != want || s.Timezone != 1 || s.Freq != "WEEKLY" {
			t.Errorf("%s: %+v", kind, s)
		}
	}
	if s := timetables(t, c, c.offices[1], "counter", morning); len(s) != 0 {
		t.Errorf("unknown hours have the schedules %v", s)
	}
}

// Where the clocks are never changed, the last week has no end.
func TestSchedulesWithoutSummerTime(t *testing.T) {
	c := small(t)
	got := [][]string{}
	for _, s := range timetables(t, c, c.offices[2], "telephone", morning) {
		got = append(got, []string{s.ValidFrom, s.ValidTo, s.ByDay, s.OpensAt, s.ClosesAt})
	}
	want := [][]string{
		{"", "2026-12-05", "SU", "00:00+05:30", "23:59+05:30"},
		{"2026-12-06", "2026-12-06", "SU", "00:00+05:30", "10:00+05:30"},
		{"2026-12-06", "2026-12-06", "SU", "11:00+05:30", "23:59+05:30"},
		{"2026-12-07", "", "SU", "00:00+05:30", "23:59+05:30"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("schedules (-want +got):\n%s", diff)
	}
}

// At every quarter of an hour of more than a year, the schedules say what the
// office's hours say. Hours on Sunday nights are there for the clocks' sake.
func TestSchedulesEqualTheFacts(t *testing.T) {
	night := small(t)
	o := &night.offices[0]
	o.AppointmentHours = formsapi.OpeningHours{}
	o.Holidays = formsapi.HolidayCalendar{} // Easter is the day on which the clocks go forward
	withHours(t, o, week("sun", "00:30-02:15", "sun", "02:30-05:00", "mon", "08:00-12:00", "mon", "12:00-24:00"), week("sun", "00:00-24:00", "mon", "00:00-24:00"), []formsapi.Closure{
		{From: wall(t, "2026-12-06T01:00"), Until: wall(t, "2026-12-06T04:00"), Reason: formsapi.ClosedForOther},
		{From: wall(t, "2026-12-06T03:00"), Until: wall(t, "2026-12-07T08:00"), Reason: formsapi.ClosedForOther},
		{From: wall(t, "2026-12-07T10:00"), Until: wall(t, "2026-12-07T11:00"), Reason: formsapi.ClosedForOther},
		{From: wall(t, "2027-03-29T08:00"), Until: wall(t, "2027-03-29T12:00"), Reason: formsapi.ClosedForOther},
	})
	for name, c := range map[string]formsapi.Catalogue{"own site": ownSite(t), "small town": small(t), "nights": night} {
		for _, o := range c.Offices() {
			for kind, h := range map[string]formsapi.OpeningHours{"counter": o.CounterHours, "appointment": o.AppointmentHours, "telephone": o.TelephoneHours} {
				t.Run(name+" "+o.ID+" "+kind, func(t *testing.T) {
					checkYear(t, timetables(t, c, o, kind, morning), h, o.Zone)
				})
			}
		}
	}
}

func checkYear(t *testing.T, told []timetable, h formsapi.OpeningHours, zone *time.Location) {
	open := map[time.Time]bool{}
	first, last := morning, morning.AddDate(0, 0, 480)
	for day := first.AddDate(0, 0, -1); day.Before(last); day = day.AddDate(0, 0, 1) {
		for _, s := range told {
			mark(t, open, s, day.In(zone).Format(time.DateOnly))
		}
	}
	opened := 0
	for at := first; at.Before(last.AddDate(0, 0, -1)); at = at.Add(15 * time.Minute) {
		if want := h.OpenAt(at); open[at] != want {
			t.Errorf("%s: the schedules say %t, the facts %t", at.In(zone), open[at], want)
		} else if want {
			opened++
		}
	}
	if h.Known() != (opened > 0) {
		t.Errorf("open at %d quarters", opened)
	}
}

// mark opens the quarters of an hour that a schedule says of a date.
func mark(t *testing.T, open map[time.Time]bool, s timetable, date string) {
	t.Helper()
	day, err := time.Parse(time.DateOnly, date)
	if err != nil {
		t.Fatal(err)
	}
	code := strings.ToUpper(day.Weekday().String()[:2])
	if !strings.Contains(s.ByDay, code) || (s.ValidFrom != "" && date < s.ValidFrom) || (s.ValidTo != "" && s.ValidTo < date) {
		return
	}
	opens, err1 := time.Parse("2006-01-02 15:04-07:00", date+" "+s.OpensAt)
	closes, err2 := time.Parse("2006-01-02 15:04-07:00", date+" "+s.ClosesAt)
	if err1 != nil || err2 != nil {
		t.Fatalf("%+v: %v, %v", s, err1, err2)
	}
	for at := opens.UTC(); at.Before(closes); at = at.Add(15 * time.Minute) {
		open[at] = true
	}
}
