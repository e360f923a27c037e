package formsapi

import (
	"context"
	"slices"

	"github.com/google/uuid"
)

// weeksAhead is how many weeks NextOfMine reads: more than anybody plans for.
const weeksAhead = 8

// Mine is a reader's own week, across offices: of each of WeekDays days from a date
// on, what they work on themselves and what needs an interpreter at an office where
// they read requests; a language keeps what is spoken with the person in it. An
// account has no languages of its own: a mediator chooses theirs. Who may read
// nothing has nothing; it answers CodeInvalid for no date.
func (u *WorkAppointments) Mine(ctx context.Context, by Staff, from Date, language string) ([]CalendarDay, error) {
	var mine []CalendarDay
	for _, o := range u.Catalogue.Offices() {
		if !by.May(ReadRequests, o.ID) {
			continue
		}
		days, err := u.Calendar(ctx, by, o.ID, from)
		if err != nil {
			return nil, err
		}
		if mine == nil {
			mine = make([]CalendarDay, len(days))
		}
		for n, day := range days {
			mine[n].Date = day.Date
			mine[n].Rows = append(mine[n].Rows, ofReader(day.Rows, by.ID, language)...)
		}
	}
	for _, day := range mine {
		slices.SortStableFunc(day.Rows, func(a, b CalendarRow) int { return a.Start.At.Compare(b.Start.At) })
	}
	return mine, nil
}

// NextOfMine is the first day after the week from a date on of which Mine has
// something; empty where the next weeksAhead weeks with appointments have nothing.
func (u *WorkAppointments) NextOfMine(ctx context.Context, by Staff, from Date, language string) (Date, error) {
	for range weeksAhead {
		next, err := u.afterWeek(ctx, by, from)
		if err != nil || next == "" {
			return "", err
		}
		days, err := u.Mine(ctx, by, next, language)
		if err != nil {
			return "", err
		}
		if n := slices.IndexFunc(days, func(d CalendarDay) bool { return len(d.Rows) > 0 }); n >= 0 {
			return days[n].Date, nil
		}
		from = next
	}
	return "", nil
}

// afterWeek is the first day after the week from a date on that has appointments at an
// office of the reader's; empty for none.
func (u *WorkAppointments) afterWeek(ctx context.Context, by Staff, from Date) (first Date, err error) {
	for _, o := range u.Catalogue.Offices() {
		if !by.May(ReadRequests, o.ID) {
			continue
		}
		_, begins, err := u.dayAt(by, o.ID, from)
		if err != nil {
			return "", err
		}
		_, next, err := u.DaysBeside(ctx, by, o.ID, DateOf(begins.AddDate(0, 0, WeekDays-1)))
		if err != nil {
			return "", err
		}
		if next != "" && (first == "" || next < first) { // dates of ISO 8601 sort as they follow
			first = next
		}
	}
	return first, nil
}

func ofReader(rows []CalendarRow, reader uuid.UUID, language string) []CalendarRow {
	return slices.DeleteFunc(rows, func(r CalendarRow) bool {
		return r.Assignee != reader && !r.Interpreter || language != "" && r.Speaks != language
	})
}
