package formsapi_test

import (
	"fmt"
	"time"

	formsapi "sportello/forms-api"
)

// people draws how many come, mostly one.
func (w *walk) people() int {
	return []int{1, 1, 1, 1, 2, 2, 3, 5, 12}[w.random.IntN(9)]
}

// contact draws how somebody can be reached: few enough for some to be the same.
func (w *walk) contact() (d formsapi.Details) {
	n := w.random.IntN(30)
	phone, email := fmt.Sprintf("+39333100%04d", n), fmt.Sprintf("person%d@example.org", n)
	switch w.random.IntN(8) {
	case 0, 1:
		d.Phone, d.Contact = phone, "call"
	case 2, 3:
		d.Phone, d.Contact = phone, "message"
	case 4, 5:
		d.Email, d.Contact = email, "email"
	case 6:
		d.Phone, d.Email, d.Contact = phone, email, "email"
	case 7:
		d.Phone, d.Contact = phone, "none"
	}
	d.Name = fmt.Sprintf("Prova %d", n)
	if w.random.IntN(4) == 0 {
		d.SpokenLanguage, d.Interpreter = []string{"ar", "ti", "uk"}[w.random.IntN(3)], w.random.IntN(2) == 0
	}
	return d
}

// someSlot is mostly a slot of one of the next days, so that many want the same,
// and sometimes none.
func (w *walk) someSlot(s walkService) time.Time {
	if at := w.wanted; !at.IsZero() && w.random.IntN(2) == 0 {
		return at
	}
	day := midnight(w.now).AddDate(0, 0, w.random.IntN(4))
	rows := s.grid(day, nil)
	switch n := w.random.IntN(12); {
	case n == 0: // too far, and on a grid all the same
		rows = s.grid(midnight(w.now).AddDate(0, 0, 7+w.random.IntN(30)), nil)
	case n == 1:
		return day.Add(time.Duration(8*60+w.random.IntN(9*60)) * time.Minute)
	}
	if len(rows) == 0 {
		return w.now.Add(time.Hour)
	}
	row := rows[w.random.IntN(len(rows))]
	return row[w.random.IntN(len(row))]
}

// someTime is when staff and somebody agree to meet: a slot, or any minute.
func (w *walk) someTime(s walkService) time.Time {
	at := w.someSlot(s)
	if w.random.IntN(3) == 0 {
		at = at.Add(time.Duration(w.random.IntN(12)*5) * time.Minute)
	}
	if w.random.IntN(12) == 0 {
		at = at.Add(time.Duration(w.random.IntN(5)) * time.Minute)
	}
	return at
}
