package formsapi_test

import (
	"fmt"
	"os"
	"strconv"
	"sync"
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

// modelSteps are how many random events each walk is led through.
const modelSteps = 2000

// walkMeets is what the walks together must meet, and how often, to show anything.
var walkMeets = map[string]int{
	"done": 1500, "already": 100, "taken": 80, "too many": 10, "conflict": 300, "invalid": 200, "forbidden": 5, "reused": 3,
	"person correct": 50, "person accept": 10, "staff record": 50, "staff book": 30, "staff wait": 50, "staff withdraw": 30,
	"staff attend": 10, "staff miss": 10, "time expire": 50, "put off": 3, "group": 100, "off the grid": 50, "erased": 1,
	"close": 15, "reopen": 8, "moved on": 30, "absence": 5, "delivered": 200, "dropped": 30, "offered instead": 50,
	"misfits": 20, "staff finish": 5, "staff reopen": 10, "staff urgency": 20, "staff due": 20, "undone": 60, "undone too late": 20, "undone in vain": 1,
}

// TestRandomEventsKeepPlacesAndStates walks random events of people, staff and
// time through the use cases on a real store, beside a slow model that knows only
// what a colleague with a paper calendar knows. After each step the places that are
// taken are those that live requests hold, each state is one that the desk knows,
// the outbox has what there is to tell, versions only rise, and a step that was
// refused has changed nothing at all. SPORTELLO_MODEL_SEED is the one seed to walk.
func TestRandomEventsKeepPlacesAndStates(t *testing.T) {
	seeds, met := []uint64{3, 5, 7}, map[string]int{}
	if text := os.Getenv("SPORTELLO_MODEL_SEED"); text != "" {
		seeds = []uint64{must(strconv.ParseUint(text, 10, 64))}
	}
	var mu sync.Mutex
	t.Run("seeds", func(t *testing.T) {
		for _, seed := range seeds {
			t.Run(fmt.Sprint(seed), func(t *testing.T) {
				t.Parallel()
				w := newWalk(t, seed)
				w.lead()
				mu.Lock()
				defer mu.Unlock()
				for what, n := range w.met {
					met[what] += n
				}
			})
		}
	})
	for what, least := range walkMeets {
		if met[what] < least && len(seeds) > 1 && !t.Failed() {
			t.Errorf("the walks met %q %d times, want %d: they show too little", what, met[what], least)
		}
	}
	t.Logf("met: %v", met)
}

// lead leads the walk to its end, or to where the program and the model part.
func (w *walk) lead() {
	for n := range modelSteps {
		w.now = w.now.Add(time.Duration(1+w.random.IntN(3)) * time.Minute)
		w.step()
		if n%20 == 0 {
			w.compareMisfits()
		}
		if w.compare(); w.t.Failed() {
			w.t.Fatalf("in step %d; the last ones were %q", n, w.log[max(0, len(w.log)-6):])
		}
	}
	w.compareAll()
	report, err := w.store.Verify(w.t.Context(), w.ring)
	if err != nil || len(report.Findings) > 0 {
		w.t.Errorf("the database has faults: %q, %v", report.Findings, err)
	}
}

// step does something at random: how often of a thousand times, and what.
func (w *walk) step() {
	n := w.random.IntN(1000)
	for _, s := range []struct {
		often int
		do    func()
	}{
		{220, w.ask}, {20, w.askAgain}, {90, w.recordContact}, {250, w.byPerson}, {232, w.byStaff}, {70, w.passTime},
		{40, w.deliver}, {25, w.readOverlay}, {12, w.closeOffice}, {8, w.reopenOffice}, {12, w.moveOn}, {8, w.noteAbsence},
		{12, w.lookForTimes}, {1, w.erase},
	} {
		if n -= s.often; n < 0 {
			s.do()
			return
		}
	}
}

func (w *walk) note(format string, args ...any) {
	w.log = append(w.log, w.now.In(italy).Format(formsapi.LocalMinute)+" "+fmt.Sprintf(format, args...))
}
