package main

import (
	"context"
	"fmt"
	"time"

	formsapi "sportello/forms-api"
)

// demoLanguages are what the mediators of a demonstration speak, one after the
// other on the days on which an office gives appointments. No real office has
// these mediators: they are told to forms and desk alone, which say on every page
// that it is a demonstration.
var demoLanguages = [][]string{{"ar", "fr"}, {"bn", "en"}, {"fa"}, {"uk", "ru"}}

func demoMediators(offices []formsapi.Office) map[string][]formsapi.MediatorPresence {
	invented := map[string][]formsapi.MediatorPresence{}
	for _, o := range offices {
		turn := 0
		for day := time.Monday; day <= time.Saturday; day++ {
			if len(o.Booking.Rule.Intervals[day]) > 0 {
				invented[o.ID] = append(invented[o.ID], formsapi.MediatorPresence{Weekday: day, Languages: demoLanguages[turn%len(demoLanguages)]})
				turn++
			}
		}
	}
	return invented
}

// sayLanguages has somebody invented say what they speak, who does more than Italian.
func (d *demonstration) sayLanguages(ctx context.Context, s formsapi.Staff, speaks []string) error {
	if len(speaks) == 0 {
		return nil
	}
	if err := d.accounts.Speak(ctx, s, speaks); err != nil {
		return fmt.Errorf("what %s speaks: %w", s.Email, err)
	}
	return nil
}

// demoDays is how far ahead an absence is looked for.
const demoDays = 21

// missMediator notes that a mediator does not come on the first day on which
// somebody counts on them, so that there is something to look after.
func (d *demonstration) missMediator(ctx context.Context) error {
	absences := d.noteAbsence()
	for ahead := 1; ahead <= demoDays; ahead++ {
		for _, o := range d.facts.Offices() {
			day := formsapi.WallTimeAt(d.now, o.Zone).Midnight().AddDays(ahead)
			for _, language := range o.SpokenLanguages() {
				a := formsapi.Absence{Languages: []string{language}, From: day, Until: day.AddDays(1)}
				counting, err := absences.Counting(ctx, d.operator, o.ID, a)
				if err == nil && len(counting) > 0 {
					err = absences.Note(ctx, d.operator, o.ID, a)
				}
				if err != nil {
					return fmt.Errorf("a mediator who does not come: %w", err)
				}
				if len(counting) > 0 {
					return nil
				}
			}
		}
	}
	return nil
}
