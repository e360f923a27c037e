package formsapi_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

// changed is a catalogue whose facts have changed.
type changed struct {
	*service
	gone      bool
	suspended bool
}

func (c changed) Office(id string) (formsapi.Office, bool) {
	o, known := c.service.Office(id)
	return o, known && !c.gone
}

func (c changed) Offices() []formsapi.Office {
	if c.gone {
		return nil
	}
	return c.service.Offices()
}

func (c changed) Service(id string) (formsapi.Service, bool) {
	s, known := c.service.Service(id)
	if c.suspended {
		s.Status = formsapi.ServiceSuspended
	}
	return s, known
}

// desks opens an office on Tuesdays in an interval, with so many desks.
func desks(interval string, n int) func(*formsapi.Office) {
	return func(o *formsapi.Office) {
		tuesdays(o)
		i := must(formsapi.ParseInterval(interval))
		o.Booking.Rule.Intervals[time.Tuesday] = []formsapi.BookableInterval{{Interval: i, Desks: n}}
	}
}

// Given somebody who needs an interpreter: at a time at which their mediator was to
// be there and is absent, that is said; at one at which none of their language
// comes, that they have it without one. Where nobody knows their language, it is said
// when no mediator is there at all. Whoever can do without, or speaks what
// nobody there does at any time, is not listed.
func TestALanguageThatIsMissingIsTold(t *testing.T) {
	tuesday := formsapi.NewWallTime(2026, time.March, 3, 0)
	for name, c := range map[string]struct {
		day, language string
		interpreter   bool
		want          []formsapi.Misfit
	}{
		"absent":        {"03", "ar", true, []formsapi.Misfit{formsapi.MisfitAbsent}},
		"absent, hoped": {"03", "ar", false, []formsapi.Misfit{formsapi.MisfitAbsent}},
		"without":       {"04", "ar", true, []formsapi.Misfit{formsapi.MisfitLanguage}},
		"can do":        {"04", "ar", false, nil},
		"never":         {"04", "wo", true, nil},
		"there":         {"17", "ar", true, nil},

		"unknown, absent":  {"03", "", true, []formsapi.Misfit{formsapi.MisfitAbsent}},
		"unknown, without": {"04", "", true, []formsapi.Misfit{formsapi.MisfitLanguage}},
		"unknown, there":   {"17", "", true, nil},
		"none needed":      {"03", "", false, nil},
	} {
		t.Run(name, func(t *testing.T) {
			s := begin(t)
			s.mode, s.desk = formsapi.ModeInstant, func(o *formsapi.Office) {
				tuesdays(o)
				o.Mediators = []formsapi.MediatorPresence{{Weekday: time.Tuesday, Languages: []string{"ar"}}}
				o.Absences = []formsapi.Absence{{Languages: []string{"ar"}, From: tuesday, Until: tuesday.AddDays(1)}}
			}
			hour := "11:00"
			if c.day == "04" {
				hour = "15:00"
			}
			r := slot(fmt.Sprintf("%036d", 1), "2026-03-"+c.day+"T"+hour+":00Z")
			r.SpokenLanguage, r.Interpreter = c.language, c.interpreter
			s.asked(t, r)
			listed, _, err := s.work.Misfits(t.Context(), coordinator, formsapi.QueuePlace{})
			if err != nil {
				t.Fatal(err)
			}
			var got []formsapi.Misfit
			for _, row := range listed {
				got = append(got, row.Misfits...)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("it lists %v, want %v", got, c.want)
			}
		})
	}
}

// Given two people at eleven, whichever fact changes afterwards, they are listed
// with what no longer fits.
func TestWhateverChangesUnderAnAppointmentIsListed(t *testing.T) {
	for name, c := range map[string]struct {
		facts changed
		desk  func(*formsapi.Office)
		want  []formsapi.Misfit
	}{
		"nothing":         {changed{}, desks("09:00-12:00", 2), nil},
		"office gone":     {changed{gone: true}, desks("09:00-12:00", 2), []formsapi.Misfit{formsapi.MisfitOffice}},
		"suspended":       {changed{suspended: true}, desks("09:00-12:00", 2), []formsapi.Misfit{formsapi.MisfitService}},
		"fewer desks":     {changed{}, desks("09:00-12:00", 1), []formsapi.Misfit{formsapi.MisfitDesks}},
		"fewer intervals": {changed{}, desks("09:00-11:00", 2), []formsapi.Misfit{formsapi.MisfitHours}},
		"earlier end": {changed{}, func(o *formsapi.Office) {
			desks("09:00-12:00", 2)(o)
			i := must(formsapi.ParseInterval("09:00-11:15"))
			o.CounterHours = must(formsapi.NewOpeningHours(time.UTC, formsapi.Week{time.Tuesday: {i}}, nil))
		}, []formsapi.Misfit{formsapi.MisfitHours}},
		"closed at the end": {changed{}, func(o *formsapi.Office) {
			desks("09:00-12:00", 2)(o)
			noon := formsapi.NewWallTime(2026, time.March, 3, 12*60)
			*o = o.Closed(formsapi.Closure{From: noon - 40, Until: noon, Reason: formsapi.ClosedForIllness})
		}, []formsapi.Misfit{formsapi.MisfitClosed}},
	} {
		t.Run(name, func(t *testing.T) {
			s := begin(t)
			s.desk = desks("09:00-12:00", 2)
			for n := range 2 {
				s.asked(t, slot(fmt.Sprintf("%036d", n), "2026-03-03T11:00:00Z"))
			}
			s.desk, c.facts.service = c.desk, s
			s.work.Catalogue = c.facts
			listed, _, err := s.work.Misfits(t.Context(), coordinator, formsapi.QueuePlace{})
			if err != nil {
				t.Fatal(err)
			}
			want := 2
			if c.want == nil {
				want = 0
			}
			if count := must(s.work.CountMisfits(t.Context(), coordinator)); len(listed) != want || count != want {
				t.Errorf("%d are listed and %d counted, want %d", len(listed), count, want)
			}
			for _, row := range listed {
				if !slices.Equal(row.Misfits, c.want) {
					t.Errorf("it lists %v, want %v", row.Misfits, c.want)
				}
			}
		})
	}
}
