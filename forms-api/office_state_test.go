package formsapi_test

import (
	"fmt"
	"testing"
	"time"

	formsapi "sportello/forms-api"

	"github.com/google/go-cmp/cmp"
)

// A year of every office, minute by minute, is walked in catalogue: see
// TestStatesOfAYear there.

func TestStateAt(t *testing.T) {
	training := closure(t, "2026-11-26T11:00", "2026-11-26T17:00") // over the break at mid-day
	potenza := desk(t, formsapi.AccessOpenDoor, map[string][]string{"thu": {"08:30-12:00", "16:30-18:00"}}, training)
	appointments := desk(t, formsapi.AccessByAppointment, map[string][]string{"thu": {"08:30-12:00"}}, training)
	mixed := potenza
	mixed.AppointmentHours = hours(t, "Europe/Rome", map[string][]string{"thu": {"14:00-16:30"}, "fri": {"09:00-10:00"}}, training)
	rome := formsapi.Office{Zone: rome(t), Access: formsapi.AccessByAppointment, CounterHours: unknownHours(t)}
	nobodyKnows := formsapi.Office{Zone: rome.Zone, CounterHours: unknownHours(t)}

	for _, c := range []struct {
		name   string
		office formsapi.Office
		at     string
		state  formsapi.OfficeState
		until  string // empty: nothing changes
		next   formsapi.OfficeState
	}{
		{"before it opens", potenza, "2026-11-26T08:00:00+01:00", "closed", "2026-11-26T08:30:00+01:00", "open"},
		{"open until a closure begins", potenza, "2026-11-26T08:30:00+01:00", "open", "2026-11-26T11:00:00+01:00", "temporarily-closed"},
		{"a closure says so through the break", potenza, "2026-11-26T13:00:00+01:00", "temporarily-closed", "2026-11-26T17:00:00+01:00", "open"},
		{"a closure ends within the hours", potenza, "2026-11-26T17:00:00+01:00", "open", "2026-11-26T18:00:00+01:00", "closed"},
		{"a holiday on a day without hours", potenza, "2026-12-08T10:00:00+01:00", "temporarily-closed", "2026-12-09T00:00:00+01:00", "closed"},
		{"two holidays are one stretch", potenza, "2026-12-25T00:00:00+01:00", "temporarily-closed", "2026-12-27T00:00:00+01:00", "closed"},

		{"by appointment only, within the counter's hours", appointments, "2026-12-03T09:00:00+01:00", "by-appointment", "2026-12-03T12:00:00+01:00", "closed"},
		{"by appointment only, outside of them", appointments, "2026-12-03T12:00:00+01:00", "closed", "2026-12-08T00:00:00+01:00", "temporarily-closed"},

		{"open to all, then by appointment", mixed, "2026-12-03T09:00:00+01:00", "open", "2026-12-03T12:00:00+01:00", "closed"},
		{"by appointment, then open to all", mixed, "2026-12-03T15:00:00+01:00", "by-appointment", "2026-12-03T16:30:00+01:00", "open"},
		{"hours by appointment on a day of their own", mixed, "2026-12-04T00:00:00+01:00", "closed", "2026-12-04T09:00:00+01:00", "by-appointment"},

		{"by appointment, and nobody knows when", rome, "2026-12-06T03:00:00+01:00", "by-appointment", "2026-12-08T00:00:00+01:00", "temporarily-closed"},
		{"nobody knows anything", nobodyKnows, "2026-12-07T03:00:00+01:00", "unknown", "2026-12-08T00:00:00+01:00", "temporarily-closed"},
		{"a holiday all the same", nobodyKnows, "2026-12-08T03:00:00+01:00", "temporarily-closed", "2026-12-09T00:00:00+01:00", "unknown"},
		{"no hours and no calendar", formsapi.Office{Zone: rome.Zone}, "2026-12-08T03:00:00+01:00", "unknown", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			state, until, next, ok := c.office.StateAt(instant(t, c.at))
			var shown string
			if ok {
				shown = until.Format(time.RFC3339)
			}
			if state != c.state || shown != c.until || next != c.next {
				t.Errorf("at %s: got %s until %q, then %q; want %s until %q, then %q", c.at, state, shown, next, c.state, c.until, c.next)
			}
		})
	}
}

func TestOutlooks(t *testing.T) {
	o := desk(t, formsapi.AccessOpenDoor, map[string][]string{"thu": {"08:30-12:00"}}, closure(t, "2026-12-03T11:00", "2026-12-03T14:00"))
	o.TelephoneHours = hours(t, "Europe/Rome", map[string][]string{"thu": {"09:00-10:00"}})
	from, until := instant(t, "2026-12-03T09:15:00+01:00"), instant(t, "2026-12-08T00:00:00+01:00")
	want := []string{"12-03T09:15 open", "12-03T11:00 temporarily-closed", "12-03T14:00 closed"} // the 8th is not before until
	if diff := cmp.Diff(want, shownChanges(o.Outlooks(from, until))); diff != "" {
		t.Errorf("counter (-want +got):\n%s", diff)
	}
	want = []string{"12-03T09:15 open", "12-03T10:00 closed"}
	if diff := cmp.Diff(want, shownChanges(o.TelephoneOutlooks(from, until))); diff != "" {
		t.Errorf("telephone (-want +got):\n%s", diff)
	}
}

func TestNextReception(t *testing.T) {
	thursdays := map[string][]string{"thu": {"08:30-12:00", "16:30-18:00"}}
	open := desk(t, formsapi.AccessOpenDoor, thursdays)
	shut := desk(t, formsapi.AccessOpenDoor, thursdays, closure(t, "2026-11-01T00:00", "2028-11-01T00:00"))
	always := desk(t, formsapi.AccessOpenDoor, allWeek("00:00-24:00"))
	always.CounterHours = always.CounterHours.Observing(formsapi.HolidayCalendar{})
	unknown := formsapi.Office{Zone: rome(t), Access: formsapi.AccessByAppointment, CounterHours: unknownHours(t)}
	for _, c := range []struct {
		name            string
		office          formsapi.Office
		at, from, until string
	}{
		{"later today", open, "2026-12-03T13:00:00+01:00", "2026-12-03T16:30:00+01:00", "2026-12-03T18:00:00+01:00"},
		{"under way", open, "2026-12-03T09:00:00+01:00", "2026-12-03T08:30:00+01:00", "2026-12-03T12:00:00+01:00"},
		{"just over", open, "2026-12-03T12:00:00+01:00", "2026-12-03T16:30:00+01:00", "2026-12-03T18:00:00+01:00"},
		{"next week", open, "2026-12-03T18:00:00+01:00", "2026-12-10T08:30:00+01:00", "2026-12-10T12:00:00+01:00"},
		{"always: from today, without end", always, "2026-12-03T18:00:00+01:00", "2026-12-03T00:00:00+01:00", "0001-01-01T00:00:00Z"},
		{"closed for years", shut, "2026-12-03T18:00:00+01:00", "", ""},
		{"nobody knows", unknown, "2026-12-03T18:00:00+01:00", "", ""},
		{"never", desk(t, formsapi.AccessOpenDoor, nil), "2026-12-03T18:00:00+01:00", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, ok := c.office.NextReception(instant(t, c.at))
			if ok != (c.from != "") {
				t.Fatalf("found: %t", ok)
			}
			if ok && (got.From.Format(time.RFC3339) != c.from || got.Until.Format(time.RFC3339) != c.until || got.State != formsapi.OfficeOpen) {
				t.Errorf("got %s until %s, %s; want %s until %s", got.From, got.Until, got.State, c.from, c.until)
			}
		})
	}
}

// What is announced: dated closures and holidays, but none within a closure.
func TestClosuresBetween(t *testing.T) {
	week := closure(t, "2026-12-24T00:00", "2026-12-26T00:00")
	o := desk(t, formsapi.AccessOpenDoor, map[string][]string{"thu": {"08:30-12:00"}}, week)
	var got []string
	for _, c := range o.ClosuresBetween(wall(t, "2026-12-08T12:00"), wall(t, "2026-12-27T00:00")) {
		got = append(got, c.From.String()+" "+c.Holiday.Key)
	}
	want := []string{"2026-12-08T00:00 holiday-immaculate", "2026-12-24T00:00 ", "2026-12-26T00:00 holiday-stephen"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("closures (-want +got):\n%s", diff)
	}
}

func TestAffects(t *testing.T) {
	thursdays := desk(t, formsapi.AccessOpenDoor, map[string][]string{"thu": {"08:30-12:00"}})
	unknown := formsapi.Office{Zone: rome(t), CounterHours: unknownHours(t)}
	telephone := unknown
	telephone.TelephoneHours = hours(t, "Europe/Rome", map[string][]string{"tue": {"09:00-17:00"}})
	for _, c := range []struct {
		name        string
		office      formsapi.Office
		from, until string
		want        bool
	}{
		{"a Tuesday", thursdays, "2026-12-08T00:00", "2026-12-09T00:00", false},
		{"a Thursday", thursdays, "2026-12-10T00:00", "2026-12-11T00:00", true},
		{"a Thursday's afternoon", thursdays, "2026-12-10T12:00", "2026-12-11T00:00", false},
		{"its last minute", thursdays, "2026-12-10T11:59", "2026-12-10T12:00", true},
		{"from its afternoon until the next one's morning", thursdays, "2026-12-10T12:00", "2026-12-17T08:31", true},
		{"… but not so far", thursdays, "2026-12-10T12:00", "2026-12-17T08:30", false},
		{"hours that nobody knows", unknown, "2026-12-08T00:00", "2026-12-09T00:00", true},
		{"the telephone's", telephone, "2026-12-08T00:00", "2026-12-09T00:00", true},
		{"none of the telephone's", telephone, "2026-12-09T00:00", "2026-12-10T00:00", false},
	} {
		if got := c.office.Affects(closure(t, c.from, c.until)); got != c.want {
			t.Errorf("%s: %t", c.name, got)
		}
	}
}

func shownChanges(changes []formsapi.Outlook) []string {
	var all []string
	for _, c := range changes {
		all = append(all, c.At.In(time.FixedZone("", 3600)).Format("01-02T15:04 ")+string(c.State))
	}
	return all
}

// desk is an office in Rome that observes the national holidays.
func desk(t *testing.T, access formsapi.Access, week map[string][]string, closures ...formsapi.Closure) formsapi.Office {
	t.Helper()
	italy := formsapi.HolidayCalendar{National: true}
	counter := hours(t, "Europe/Rome", week, closures...).Observing(italy)
	return formsapi.Office{Zone: rome(t), Access: access, CounterHours: counter, Closures: closures, Holidays: italy}
}

func unknownHours(t *testing.T) formsapi.OpeningHours {
	t.Helper()
	h, err := formsapi.UnknownHours(rome(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	return h.Observing(formsapi.HolidayCalendar{National: true})
}

// What names a day is what people meet on it: a closure only if it takes hours
// away or lasts all day, and nothing where nobody knows the hours.
func TestDayAt(t *testing.T) {
	thursdays := map[string][]string{"thu": {"08:30-12:00", "16:30-18:00"}}
	with := func(from, until string) formsapi.Office {
		return desk(t, formsapi.AccessOpenDoor, thursdays, closure(t, from, until))
	}
	rome := formsapi.Office{Zone: rome(t), Access: formsapi.AccessByAppointment, CounterHours: unknownHours(t)}
	nobodyKnows := formsapi.Office{Zone: rome.Zone, CounterHours: unknownHours(t)}
	for _, c := range []struct {
		name   string
		office formsapi.Office
		at     string
		state  formsapi.OfficeState
		next   string
	}{
		{"a Sunday", desk(t, formsapi.AccessOpenDoor, thursdays), "2026-11-22", "closed", "2026-11-26T08:30"},
		{"a Sunday with a closure from 22:00", with("2026-11-22T22:00", "2026-11-24T00:00"), "2026-11-22", "closed", "2026-11-26T08:30"},
		{"a Sunday in the midst of a closure", with("2026-11-21T22:00", "2026-11-24T00:00"), "2026-11-22", "temporarily-closed", "2026-11-26T08:30"},
		{"a day that loses all its hours", with("2026-11-26T08:00", "2026-11-26T18:00"), "2026-11-26", "temporarily-closed", "2026-12-03T08:30"},
		{"a day that loses some of them", with("2026-11-26T10:00", "2026-11-26T18:00"), "2026-11-26", "open", ""},
		{"a holiday", desk(t, formsapi.AccessOpenDoor, thursdays), "2026-12-08", "temporarily-closed", "2026-12-10T08:30"},
		{"by appointment, at hours that nobody knows", rome, "2026-12-07", "by-appointment", ""},
		{"a holiday there", rome, "2026-12-08", "temporarily-closed", ""},
		{"nobody knows", nobodyKnows, "2026-12-07", "unknown", ""},
	} {
		got := c.office.DayAt(instant(t, c.at+"T00:00:00+01:00"))
		var next string
		if !got.Next.At.IsZero() {
			next = got.Next.At.Format("2006-01-02T15:04")
		}
		if got.State != c.state || next != c.next {
			t.Errorf("%s: %s, next %q; want %s, next %q", c.name, got.State, next, c.state, c.next)
		}
		if closed := got.State == formsapi.OfficeTemporarilyClosed; closed != (got.Closure != formsapi.Closure{}) {
			t.Errorf("%s: the reason is %v", c.name, got.Closure)
		}
	}
}

// The telephone has a next reception by the same rule, after a whole day's
// closure too.
func TestNextTelephoneReception(t *testing.T) {
	o := desk(t, formsapi.AccessOpenDoor, nil)
	o.TelephoneHours = hours(t, "Europe/Rome", map[string][]string{"wed": {"09:00-10:00"}}).Observing(o.Holidays)
	got, ok := o.NextTelephoneReception(instant(t, "2026-12-08T10:00:00+01:00"))
	if !ok || got.From.Format(time.RFC3339) != "2026-12-09T09:00:00+01:00" {
		t.Errorf("got %v, %t", got, ok)
	}
	if got, ok := o.NextReception(instant(t, "2026-12-08T10:00:00+01:00")); ok {
		t.Errorf("a counter without hours receives %v", got)
	}
}

// What closures and holidays leave of a day.
func TestAttendedOn(t *testing.T) {
	h := hours(t, "Europe/Rome", map[string][]string{"thu": {"08:30-12:00", "16:30-18:00"}, "fri": {"09:00-10:00"}},
		closure(t, "2026-12-03T09:00", "2026-12-03T10:00"), closure(t, "2026-12-03T11:00", "2026-12-03T17:00"), closure(t, "2026-12-09T00:00", "2026-12-10T16:30"),
	).Observing(formsapi.HolidayCalendar{National: true})
	for day, want := range map[string]string{
		"2026-12-03T13:00": "[08:30-09:00 10:00-11:00 17:00-18:00]",
		"2026-12-04T00:00": "[09:00-10:00]",
		"2026-12-10T23:59": "[16:30-18:00]",
		"2026-12-17T00:00": "[08:30-12:00 16:30-18:00]",
		"2026-12-25T00:00": "[]", // a Friday
		"2026-12-26T00:00": "[]",
	} {
		if got := fmt.Sprint(h.AttendedOn(wall(t, day))); got != want {
			t.Errorf("%s: %s, want %s", day, got, want)
		}
	}
}
