package desk_test

import (
	"context"
	"errors"
	"net/http"
	"testing"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

// Given three ticked requests, of which the first changed since the page was made, and a
// store that ends with the third, the list as it is now says how many were handed over,
// which was not, and why it broke off; what had no turn is ticked still. What nobody has
// reported yet is logged.
func TestAHandOverThatBreaksOffSaysHowFarItCame(t *testing.T) {
	for name, c := range map[string]struct {
		ends   error
		status int
		says   string
		logged int
	}{
		"a disk that cannot be read": {errors.New("the disk is broken"), http.StatusInternalServerError, "The error was recorded", 1},
		"a disk that is full": {
			&formsapi.Problem{Code: formsapi.CodeUnavailable, Key: "error-unavailable", Reported: true}, http.StatusServiceUnavailable, "We cannot save at the moment", 0,
		},
	} {
		t.Run(name, func(t *testing.T) {
			said := &warnings{}
			g := goneFrom(givenDesk(t, said.log), "Amina", "Bilal", "Chiara")
			g.leaves()
			v := g.signedIn(g.lucia)
			p := v.get(ofClosedList)
			form := []string{"to", g.lucia.ID.String(), "all", "yes"}
			for _, id := range g.his {
				form = append(form, "shown", p.attr("#request-"+id.String(), "value"))
			}
			g.decide(g.givenStaff("Anna", operator), formsapi.Decision{ID: g.his[0], Version: 2, Event: formsapi.EventUrgency, Urgency: "urgent"})
			g.work.Store = &ending{AppointmentStore: g.store, after: 2, with: c.ends}

			p = v.post(p.attr("#hand-over", "action"), form...).is(c.status).says("#errors-title", "handed over: 1. These were left")
			p.says(".errors", "Amina\u2069: it changed meanwhile").says(".errors", "Not handed over yet: 1. "+c.says)
			p.has("tbody tr", 2).has("[name=request][checked]", 1).has("#request-"+g.his[2].String()+"[checked]", 1).has("[name=all][checked]", 0)
			p.has(`#hand-over-to option[value="`+g.lucia.ID.String()+`"][selected]`, 1)
			for i, want := range []uuid.UUID{g.marco.ID, g.lucia.ID, g.marco.ID} {
				if got := g.assignee(g.his[i]); got != want {
					t.Errorf("request %d is %s's, want %s's", i, got, want)
				}
			}
			if len(said.lines) != c.logged {
				t.Errorf("the log says %q, want %d lines", said.lines, c.logged)
			}
		})
	}
}

// ending is a store that reads so many requests one by one, and then none.
type ending struct {
	formsapi.AppointmentStore
	after int
	with  error
}

func (e *ending) Appointment(ctx context.Context, id uuid.UUID) (formsapi.Appointment, error) {
	if e.after--; e.after < 0 {
		return formsapi.Appointment{}, e.with
	}
	return e.AppointmentStore.Appointment(ctx, id)
}
