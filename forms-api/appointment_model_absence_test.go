package formsapi_test

import (
	"fmt"
	"slices"
	"time"

	formsapi "sportello/forms-api"
)

// noteAbsence notes that mediators do not come, or takes that back: nobody's
// request changes, and who counts on them is listed.
func (w *walk) noteAbsence() {
	if len(w.noted) > 3 {
		a := w.noted[0]
		if err := w.absent.TakeBack(w.t.Context(), coordinator, "desk", a); err != nil {
			w.t.Error(err)
		}
		w.noted = slices.Delete(w.noted, 0, 1)
		return
	}
	a := formsapi.Absence{Languages: []string{"ar", "ti"}[:1+w.random.IntN(2)]}
	a.From, a.Until, _ = w.someStretch()
	if !wallClock(a.Until).After(w.now) || slices.ContainsFunc(w.noted, func(b formsapi.Absence) bool { return fmt.Sprint(a) == fmt.Sprint(b) }) {
		return
	}
	w.note("absent from %s until %s: %v", a.From, a.Until, a.Languages)
	var want, got []string
	for _, m := range w.within(formsapi.Closure{From: a.From, Until: a.Until}) {
		if w.countsOn(m, a) {
			want = append(want, m.id.String())
		}
	}
	for _, row := range must(w.absent.Counting(w.t.Context(), coordinator, "desk", a)) {
		if row.Start.At.After(w.now) {
			got = append(got, row.ID.String())
		}
	}
	if !slices.Equal(got, want) {
		w.t.Errorf("%v count on who is absent, and in the model %v", got, want)
	}
	if err := w.absent.Note(w.t.Context(), coordinator, "desk", a); err != nil {
		w.t.Error(err)
	}
	w.noted = append(w.noted, a)
	w.met["absence"]++
}

// countsOn says whether somebody needs a mediator who is absent, or has a time at
// which one who speaks their language was to be there.
func (w *walk) countsOn(m *modelled, a formsapi.Absence) bool {
	spoken := m.details.SpokenLanguage
	end := m.start.Add(time.Duration(m.minutes) * time.Minute)
	away := func(a formsapi.Absence) bool {
		return slices.Contains(a.Languages, spoken) && m.start.Before(wallClock(a.Until)) && end.After(wallClock(a.From))
	}
	usually := slices.Contains(walkMediators[m.start.In(italy).Weekday()], spoken)
	ever := slices.ContainsFunc([]time.Weekday{time.Tuesday, time.Thursday}, func(d time.Weekday) bool { return slices.Contains(walkMediators[d], spoken) })
	return slices.Contains(a.Languages, spoken) && away(a) && (usually || m.details.Interpreter && ever)
}
