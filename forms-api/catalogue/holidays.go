package catalogue

import (
	"time"

	formsapi "sportello/forms-api"
)

// holidays are those that the office observes: the national ones, and its town's
// patron saint where the facts name one.
func (l *loader) holidays(d *document, f *officeFacts) formsapi.HolidayCalendar {
	observed := f.Holidays.Observed == nil || *f.Holidays.Observed
	if f.PatronSaint != nil {
		l.checked(d, "patron_saint.checked", f.PatronSaint.Checked)
	}
	if !observed {
		if f.PatronSaint != nil {
			d.warn("patron_saint", "the patron saint's day changes nothing: under [holidays] the office observes none")
		}
		return formsapi.HolidayCalendar{}
	}
	return formsapi.HolidayCalendar{National: true, Patron: patron(f.PatronSaint)}
}

func patron(f *patronFacts) formsapi.PatronSaint {
	if f == nil {
		return formsapi.PatronSaint{}
	}
	day, _ := parseYearDay(f.Date) // one that is none is refused by the rules
	return formsapi.PatronSaint{Day: day, Name: f.Name}
}

// parseYearDay reads 05-30. A leap year has every day there is.
func parseYearDay(s string) (formsapi.YearDay, bool) {
	day, err := time.Parse(time.DateOnly, "2024-"+s)
	return formsapi.YearDay{Month: day.Month(), Day: day.Day()}, err == nil
}
