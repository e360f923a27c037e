package formsapi

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/google/uuid"
)

// misfitMemory keeps, office by office, which appointments the facts no longer
// suit: the desk counts them on each of its pages, and of what is to come, however
// late, they change only with the facts or with an appointment. What one must know
// of a person for it, the language that they speak, is sealed; it is opened once for
// each version of a request, and only where a mediator may be missing: also by who
// only counts.
type misfitMemory struct {
	mu      sync.Mutex
	offices map[string]*officeMisfits
}

// officeMisfits is what was found at an office, and by what.
type officeMisfits struct {
	facts  misfitFacts
	last   int64              // the last entry of the audit log that was looked at; -1 before any was
	found  []misfit           // in the order of time
	day    map[uuid.UUID]Date // on which each appointment to come is
	spoken map[uuid.UUID]spokenTo
}

// misfitFacts are what appointments have to suit.
type misfitFacts struct {
	office Office
	known  bool
	status map[string]ServiceStatus // of the services that the office offers
}

// spokenTo is in what language one version of a request wants to be spoken to: who needs
// an interpreter and has none here needs one of a language that nobody knows.
type spokenTo struct {
	version     int
	language    string
	interpreter bool
}

// wishOf is that of a request. Who asked for an interpreter and named no language
// needs one of the language of their pages, or of one that nobody knows; see spokenWith.
func wishOf(a Appointment, d Details) spokenTo {
	need := spokenTo{version: a.Version, language: d.SpokenLanguage, interpreter: d.Interpreter}
	if need.interpreter {
		need.language = spokenWith(need.language, a.Language, true)
	}
	return need
}

// misfit is an appointment to come with what does not suit it.
type misfit struct {
	Coming
	why []Misfit
}

// place is where an appointment stands in the list of what the facts do not suit.
func (m misfit) place() QueuePlace {
	return QueuePlace{Office: m.Office, At: m.Start.At, ID: m.ID}
}

// behind tells whether an appointment stands behind a place.
func (m misfit) behind(p QueuePlace) bool {
	if c := m.Start.At.Compare(p.At); c != 0 {
		return c > 0
	}
	return m.ID.String() > p.ID.String()
}

// misfitsOf are those of an office that are still to come: from memory, unless
// the facts or an appointment have changed since.
func (u *WorkAppointments) misfitsOf(ctx context.Context, office string) ([]misfit, error) {
	u.misfit.mu.Lock()
	defer u.misfit.mu.Unlock()
	known, err := u.renewedMisfits(ctx, office, u.misfit.offices[office])
	if err != nil {
		return nil, err
	}
	if u.misfit.offices == nil {
		u.misfit.offices = map[string]*officeMisfits{}
	}
	u.misfit.offices[office] = known
	now := u.Now()
	first := slices.IndexFunc(known.found, func(m misfit) bool { return !m.Start.At.Before(now) })
	if first < 0 {
		return nil, nil
	}
	return known.found[first:], nil
}

func (u *WorkAppointments) misfitFacts(office string) misfitFacts {
	f := misfitFacts{status: map[string]ServiceStatus{}}
	f.office, f.known = u.Catalogue.Office(office)
	for _, id := range f.office.Services {
		if s, known := u.Catalogue.Service(id); known {
			f.status[id] = s.Status
		}
	}
	return f
}

// spokenTo opens of what is to come only that whose mediator may be missing, and
// that was not opened before.
func (u *WorkAppointments) spokenTo(ctx context.Context, facts misfitFacts, coming []Coming, before map[uuid.UUID]spokenTo) (map[uuid.UUID]spokenTo, error) {
	spoken := map[uuid.UUID]spokenTo{}
	var closed []uuid.UUID
	for _, a := range coming {
		known, opened := before[a.ID]
		switch {
		case opened && known.version == a.Version:
			spoken[a.ID] = known
		case facts.mayLackMediator(a):
			closed = append(closed, a.ID)
		}
	}
	for page := range slices.Chunk(closed, openedAtOnce) {
		all, err := u.Store.AppointmentsOf(ctx, page)
		if err != nil {
			return nil, fmt.Errorf("reading who counts on a mediator: %w", err)
		}
		for _, a := range all {
			d, _ := OpenDetails(u.Sealer, a) // one that cannot be read needs nobody
			spoken[a.ID] = wishOf(a, d)
		}
	}
	return spoken, nil
}

// openedAtOnce is how many requests are read to be opened in one go.
const openedAtOnce = 200

// mayLackMediator tells whether not all languages of an office's mediators are
// spoken during an appointment.
func (f misfitFacts) mayLackMediator(a Coming) bool {
	if !f.known || len(f.office.Mediators) == 0 {
		return false
	}
	there := f.office.LanguagesDuring(a.during(f.office.Zone))
	return !slices.Equal(there, f.office.SpokenLanguages())
}
