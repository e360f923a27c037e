package formsapi_test

import (
	"fmt"

	formsapi "sportello/forms-api"
)

// compareMisfits holds what the desk remembers of appointments that the facts no longer
// suit, renewed step by step, against who looks through all that is to come for the
// first time.
func (w *walk) compareMisfits() {
	ctx, first := w.t.Context(), &formsapi.WorkAppointments{Catalogue: w, Sealer: w.ring, Store: w.live, Staff: w.store, Now: w.work.Now}
	list := func(work *formsapi.WorkAppointments) (all []string) {
		rows, next, err := work.Misfits(ctx, coordinator, formsapi.QueuePlace{})
		if err != nil {
			w.t.Fatal(err)
		}
		for _, r := range rows {
			all = append(all, fmt.Sprint(r.ID, r.Start.Local, r.Misfits))
		}
		return append(all, fmt.Sprintf("%d, then those after %s", must(work.CountMisfits(ctx, coordinator)), next.ID))
	}
	remembered, anew := fmt.Sprint(list(w.work)), fmt.Sprint(list(first))
	if remembered != anew {
		w.t.Errorf("the desk remembers as misfits\n%s, and finds\n%s", remembered, anew)
	}
	if must(first.CountMisfits(ctx, coordinator)) > 0 {
		w.met["misfits"]++
	}
}
