package formsapi_test

import (
	"database/sql"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
	"sportello/forms-api/catalogue"
)

// A walk is the use cases beside the model.
type walk struct {
	*service
	t        *testing.T
	random   *rand.Rand
	services [2]walkService
	raw      *sql.DB // the same database, past the program
	live     *reopened
	close    *formsapi.CloseOffice
	absent   *formsapi.NoteAbsence

	all     []*modelled
	byID    map[uuid.UUID]*modelled
	seated  seating
	made    []made // the closures that the desk has made, and not taken back
	noted   []formsapi.Absence
	read    overlaid  // of both, what the catalogue has read by now
	wanted  time.Time // a time that was just given back; zero for none
	log     []string
	problem formsapi.Problem // that the last step was answered, if it was
	met     map[string]int
	erased  func(uuid.UUID) bool // the ledger of erasures; nil before the first
}

// overlaid is what the desk adds to the facts.
type overlaid struct {
	closures []formsapi.Closure
	absences []formsapi.Absence
}

// modelled is a request as the model has it.
type modelled struct {
	id      uuid.UUID
	ref     formsapi.Reference
	service string
	people  int
	details formsapi.Details
	asked   formsapi.AppointmentRequest // as it was sent; with its key
	aside   bool

	state    formsapi.State
	version  int
	start    time.Time // zero without one
	minutes  int
	chairs   []chair
	hold     time.Time
	closed   time.Time
	happened []formsapi.Event
	placed   placed
	told     []tale
	work     casework
	said     formsapi.Outcome // what staff said came of it, with the last step
}

// placed is who gave a request its time, and when.
type placed struct {
	at time.Time
	by formsapi.Actor
}

func newWalk(t *testing.T, seed uint64) *walk {
	w := &walk{
		service: begin(t), t: t, random: rand.New(rand.NewPCG(seed, 1)), services: walkServices[seed%uint64(len(walkServices))],
		byID: map[uuid.UUID]*modelled{}, seated: seating{}, met: map[string]int{},
	}
	w.now, w.desk = walkFrom, w.facts
	w.live = &reopened{w.store}
	w.request.Store, w.follow.Store, w.record.Store, w.time.Store = w.live, w.live, w.live, w.live
	w.work.Store, w.slots.Store = w.live, w.live
	overlay := catalogue.NewOverlay(filepath.Join(t.TempDir(), "closures.toml"))
	now := func() time.Time { return w.now }
	w.close = &formsapi.CloseOffice{Catalogue: w, Sealer: w.ring, Store: w.live, Overlay: overlay, Channels: w.channels, Now: now}
	w.absent = &formsapi.NoteAbsence{Catalogue: w, Languages: w, Sealer: w.ring, Store: w.live, Overlay: overlay, Now: now}
	w.record.Channels = w.channels
	w.watch()
	return w
}

func (w *walk) rules(m *modelled) walkService {
	if w.services[0].id == m.service {
		return w.services[0]
	}
	return w.services[1]
}

// someone is a request that is there: mostly one that is live.
func (w *walk) someone() (m *modelled) {
	for range 4 {
		if len(w.all) == 0 {
			return nil
		}
		if m = w.all[w.random.IntN(len(w.all))]; live(m.state) {
			break
		}
	}
	return m
}

// something is an event that somebody tries: every other time one that can be.
func (w *walk) something(m *modelled, by formsapi.Actor, events ...formsapi.Event) (event formsapi.Event) {
	even := w.random.IntN(2) == 0
	for range 20 {
		event = events[w.random.IntN(len(events))]
		if _, can := leads(m.state, event, by); can || even {
			break
		}
	}
	return event
}
