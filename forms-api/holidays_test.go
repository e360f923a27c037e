package formsapi_test

import (
	"slices"
	"testing"
	"time"

	formsapi "sportello/forms-api"

	"github.com/google/go-cmp/cmp"
)

// The dates are those of the almanac, month and day of every year from 2000 on.
func TestEaster(t *testing.T) {
	almanac := []string{
		"0423", "0415", "0331", "0420", "0411", "0327", "0416", "0408", "0323", "0412", // 2000
		"0404", "0424", "0408", "0331", "0420", "0405", "0327", "0416", "0401", "0421", // 2010
		"0412", "0404", "0417", "0409", "0331", "0420", "0405", "0328", "0416", "0401", // 2020
		"0421", "0413", "0328", "0417", "0409", "0325", "0413", "0405", "0425", "0410", // 2030
		"0401", "0421", "0406", "0329", "0417", "0409", "0325", "0414", "0405", "0418", // 2040
		"0410", // 2050
	}
	for n, want := range almanac {
		easter := formsapi.Easter(2000 + n)
		sunday := time.Date(2000+n, easter.Month, easter.Day, 0, 0, 0, 0, time.UTC)
		if got := sunday.Format("0102"); got != want || sunday.Weekday() != time.Sunday {
			t.Errorf("Easter %d: got %s, a %s; want %s", 2000+n, got, sunday.Weekday(), want)
		}
	}
}

func TestHolidaysOfAYear(t *testing.T) {
	potenza := formsapi.HolidayCalendar{
		National: true,
		Patron:   formsapi.PatronSaint{Day: formsapi.YearDay{Month: time.May, Day: 30}, Name: "San Gerardo"},
	}
	for year, want := range map[int][]string{
		2026: {
			"2026-01-01 holiday-new-year", "2026-01-06 holiday-epiphany", "2026-04-05 holiday-easter", "2026-04-06 holiday-easter-monday",
			"2026-04-25 holiday-liberation", "2026-05-01 holiday-labour", "2026-05-30 holiday-patron-saint San Gerardo",
			"2026-06-02 holiday-republic", "2026-08-15 holiday-assumption", "2026-10-04 holiday-francis", "2026-11-01 holiday-all-saints",
			"2026-12-08 holiday-immaculate", "2026-12-25 holiday-christmas", "2026-12-26 holiday-stephen",
		},
		2038: { // Easter meets the Liberation
			"2038-01-01 holiday-new-year", "2038-01-06 holiday-epiphany", "2038-04-25 holiday-liberation", "2038-04-26 holiday-easter-monday",
			"2038-05-01 holiday-labour", "2038-05-30 holiday-patron-saint San Gerardo",
			"2038-06-02 holiday-republic", "2038-08-15 holiday-assumption", "2038-10-04 holiday-francis", "2038-11-01 holiday-all-saints",
			"2038-12-08 holiday-immaculate", "2038-12-25 holiday-christmas", "2038-12-26 holiday-stephen",
		},
	} {
		if diff := cmp.Diff(want, holidaysOf(potenza, year)); diff != "" {
			t.Errorf("%d (-want +got):\n%s", year, diff)
		}
	}
	if got := holidaysOf(formsapi.HolidayCalendar{}, 2026); got != nil {
		t.Errorf("no calendar, but %v", got)
	}
}

// Easter Monday follows an Easter on the last of March.
func TestEasterMondayInTheNextMonth(t *testing.T) {
	italy := formsapi.HolidayCalendar{National: true}
	for _, day := range []string{"2024-03-31 holiday-easter", "2024-04-01 holiday-easter-monday"} {
		if got := holidaysOf(italy, 2024); !slices.Contains(got, day) {
			t.Errorf("%s is missing: %v", day, got)
		}
	}
}

func TestEveryHolidayHasItsKeyListed(t *testing.T) {
	potenza := formsapi.HolidayCalendar{National: true, Patron: formsapi.PatronSaint{Day: formsapi.YearDay{Month: time.May, Day: 30}}}
	var keys []string
	for day := formsapi.NewWallTime(2026, 1, 1, 0); day < formsapi.NewWallTime(2027, 1, 1, 0); day += 24 * 60 {
		if h, ok := potenza.On(day); ok {
			keys = append(keys, h.Key)
		}
	}
	listed := slices.Clone(formsapi.HolidayKeys)
	slices.Sort(listed)
	slices.Sort(keys)
	if diff := cmp.Diff(listed, keys); diff != "" {
		t.Errorf("keys (-listed +used):\n%s", diff)
	}
}

// A holiday lasts a whole day on the wall; a dated closure tells its own reason.
func TestHolidaysCloseTheOffice(t *testing.T) {
	strike := closure(t, "2026-12-25T00:00", "2026-12-26T00:00")
	h := hours(t, "Europe/Rome", allWeek("00:00-24:00"), strike).Observing(formsapi.HolidayCalendar{National: true})
	checkNextChange(t, h, "2026-12-24T12:00:00+01:00", "2026-12-25T00:00:00+01:00", false)
	checkNextChange(t, h, "2026-12-25T12:00:00+01:00", "2026-12-27T00:00:00+01:00", true)
	checkNextChange(t, h, "2026-12-27T00:00:00+01:00", "2027-01-01T00:00:00+01:00", false)

	if got, ok := h.ClosureAt(instant(t, "2026-12-25T12:00:00+01:00")); !ok || got != strike {
		t.Errorf("on Christmas: %+v, %t; want the strike", got, ok)
	}
	want := formsapi.Closure{
		From: wall(t, "2026-12-26T00:00"), Until: wall(t, "2026-12-27T00:00"), WholeDays: true,
		Reason: formsapi.ClosedForHoliday, Holiday: formsapi.Holiday{Key: "holiday-stephen"},
	}
	if got, ok := h.ClosureAt(instant(t, "2026-12-26T23:59:59+01:00")); !ok || got != want {
		t.Errorf("on Saint Stephen's: %+v, %t; want %+v", got, ok, want)
	}
}

func holidaysOf(c formsapi.HolidayCalendar, year int) []string {
	var all []string
	for day := formsapi.NewWallTime(year, 1, 1, 0); day < formsapi.NewWallTime(year+1, 1, 1, 0); day += 24 * 60 {
		if h, ok := c.On(day); ok {
			text := string(day.Date()) + " " + h.Key
			if h.Name != "" {
				text += " " + h.Name
			}
			all = append(all, text)
		}
	}
	return all
}
