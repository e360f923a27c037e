package formsapi

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"
)

// WeekDays is how many days a page of the calendar has.
const WeekDays = 7

// A CalendarDay is what an office has on a date.
type CalendarDay struct {
	Date     Date
	Rows     []CalendarRow // in the order of time
	Closures []Closure     // and holidays, by their beginning
	Absences []Absence     // of mediators, by their beginning
}

// A CalendarRow is an appointment as the calendar shows it.
type CalendarRow struct {
	InboxRow
	Speaks  string // the language to speak with the person, as spokenWith
	Present bool   // somebody at the counter speaks it for the whole of the appointment
}

// MondayOf is the Monday of the week that a day is in (ISO 8601 2.2.10), at midnight
// in its zone.
func MondayOf(day time.Time) time.Time {
	since := (int(day.Weekday()) + 6) % 7
	return time.Date(day.Year(), day.Month(), day.Day()-since, 0, 0, 0, 0, day.Location())
}

// Calendar is what an office has on each of WeekDays days from a date on. It answers
// CodeNotFound for an office that is not the reader's, CodeInvalid for no date.
func (u *WorkAppointments) Calendar(ctx context.Context, by Staff, office string, from Date) ([]CalendarDay, error) {
	o, first, err := u.dayAt(by, office, from)
	if err != nil {
		return nil, err
	}
	all, err := u.Store.AppointmentsStarting(ctx, office, first, first.AddDate(0, 0, WeekDays), StatesThat(State.OnDaySheet)...)
	if err != nil {
		return nil, fmt.Errorf("reading a week: %w", err)
	}
	days := make([]CalendarDay, WeekDays)
	for n := range days {
		days[n] = o.calendarDay(first.AddDate(0, 0, n))
	}
	for _, a := range all {
		d, err := OpenDetails(u.Sealer, a)
		n := slices.IndexFunc(days, func(c CalendarDay) bool { return c.Date == DateOf(a.Start.At.In(o.Zone)) })
		days[n].Rows = append(days[n].Rows, o.calendarRow(inboxRow(a, d, err)))
	}
	return days, nil
}

// dayAt is an office of the reader's, and when a date begins there.
func (u *WorkAppointments) dayAt(by Staff, office string, day Date) (o Office, begins time.Time, err error) {
	o, known := u.Catalogue.Office(office)
	if !known || !by.May(ReadRequests, office) {
		return o, begins, &Problem{Code: CodeNotFound, Key: "not-found"}
	}
	if begins, err = time.ParseInLocation(time.DateOnly, string(day), o.Zone); err != nil {
		return o, begins, Invalid([]FieldError{{Field: "day", Key: "error-date-invalid"}})
	}
	return o, begins, nil
}

func (o Office) calendarDay(day time.Time) CalendarDay {
	from := WallTimeAt(day, o.Zone)
	until := from + minutesPerDay
	return CalendarDay{Date: DateOf(day), Closures: o.ClosuresBetween(from, until), Absences: o.AbsencesBetween(from, until)}
}

// AbsencesBetween are the absences of mediators that touch the wall times from one up
// to, but not including, another.
func (o Office) AbsencesBetween(from, until WallTime) []Absence {
	return slices.DeleteFunc(slices.Clone(o.Absences), func(a Absence) bool { return a.From >= until || a.Until <= from })
}

// spokenWith is the language to speak with a person: theirs, or else the one of their
// pages. It is empty where nobody knows it: they need an interpreter, and have named no
// language and read Italian, which is the office's own.
func spokenWith(spoken, pages string, interpreter bool) string {
	if interpreter && spoken == "" && SameSpeech(pages, SourceLanguage) {
		return ""
	}
	return cmp.Or(spoken, pages)
}

// calendarRow says of a request which language is spoken with the person, and whether
// somebody does at its time; without a time nobody does.
func (o Office) calendarRow(r InboxRow) CalendarRow {
	row := CalendarRow{InboxRow: r, Speaks: spokenWith(r.Spoken, r.Language, r.Interpreter)}
	if r.Start == nil || o.Zone == nil { // an office that is gone has no clock
		return row
	}
	from := WallTimeAt(r.Start.At, o.Zone)
	row.Present = SpokenAmong(o.LanguagesDuring(from, from+WallTime(max(1, r.Minutes))), row.Speaks)
	return row
}
