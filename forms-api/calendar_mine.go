package formsapi

import (
	"context"
	"slices"
)

// weeksAhead is how many weeks NextOfMine reads: more than anybody plans for.
const weeksAhead = 8

// A MineQuery asks for a reader's own week.
type MineQuery struct {
	From     Date
	Language string // only what is spoken with the person in it; empty: as All says
	All      bool   // whatever needs an interpreter, also of languages that the reader does not speak
}

// Mine is a reader's own week, across offices: of each of WeekDays days from a date
// on, what they work on themselves, and what needs an interpreter at an office where
// they read requests, of a language that they speak (Staff.Speaks; of any, where they
// have not said) or that nobody knows. Who may read nothing has nothing; it answers CodeInvalid for no date.
func (u *WorkAppointments) Mine(ctx context.Context, by Staff, q MineQuery) ([]CalendarDay, error) {
	var mine []CalendarDay
	for _, o := range u.Catalogue.Offices() {
		if !by.May(ReadRequests, o.ID) {
			continue
		}
		days, err := u.Calendar(ctx, by, o.ID, q.From)
		if err != nil {
			return nil, err
		}
		if mine == nil {
			mine = make([]CalendarDay, len(days))
		}
		for n, day := range days {
			mine[n].Date = day.Date
			mine[n].Rows = append(mine[n].Rows, q.of(by, day.Rows)...)
		}
	}
	for _, day := range mine {
		slices.SortStableFunc(day.Rows, func(a, b CalendarRow) int { return a.Start.At.Compare(b.Start.At) })
	}
	return mine, nil
}

// of are the reader's among some rows.
func (q MineQuery) of(by Staff, rows []CalendarRow) []CalendarRow {
	return slices.DeleteFunc(rows, func(r CalendarRow) bool {
		own := r.Assignee == by.ID
		if q.Language != "" {
			return !own && !r.Interpreter || !SameSpeech(q.Language, r.Speaks)
		}
		return !own && !(r.Interpreter && (q.All || by.speaksWith(r.Speaks)))
	})
}

// speaksWith tells whether somebody speaks a language, as far as they have said; one that
// nobody knows may be theirs.
func (s Staff) speaksWith(language string) bool {
	return len(s.Speaks) == 0 || language == "" || SpokenAmong(s.Speaks, language)
}

// NextOfMine is the first day after the week of a question of which Mine has
// something; empty where the next weeksAhead weeks with appointments have nothing.
func (u *WorkAppointments) NextOfMine(ctx context.Context, by Staff, q MineQuery) (Date, error) {
	for range weeksAhead {
		next, err := u.afterWeek(ctx, by, q.From)
		if err != nil || next == "" {
			return "", err
		}
		q.From = next
		days, err := u.Mine(ctx, by, q)
		if err != nil {
			return "", err
		}
		if n := slices.IndexFunc(days, func(d CalendarDay) bool { return len(d.Rows) > 0 }); n >= 0 {
			return days[n].Date, nil
		}
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
