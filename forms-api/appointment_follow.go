package formsapi

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// A FollowedAppointment is what the request's own page shows to whoever holds
// the reference: nothing that tells who asked, or why.
type FollowedAppointment struct {
	Reference     Reference
	Version       int
	State         State
	Office        string
	Service       string
	OfficeShown   string
	ServiceShown  string
	People        int
	Start         *Start
	Minutes       int
	HoldUntil     time.Time // until when an offer or a request holds its place; zero: it holds none
	Initial       string    // the first letter of the name
	Contact       string    // how the person wants to hear: a key of ContactWays
	Discreet      bool      // what leaves this page names neither office nor need
	DeclineReason string    // a key of DeclineReasons when declined
	Instead       string    // the office to go to when declined; may be empty
	Events        []Event   // what the person can do now
	Answered      bool      // staff have written something: see Replies
	Provable      bool      // who the person is can be proved, as reading that and correcting a contact ask for: see Details.Provable
	ToRate        bool      // the person was there, and can say what they think: see RateService
	Rated         bool      // they have
	Working       bool      // the person was there, and nobody has said yet what came of it

	Contacts []BlindIndex // by which somebody can count what one telephone or e-mail is told; never shown
	// Asks says that another time is asked for, and what the person has is given up
	// with that; otherwise it is confirmed at once, or none can be had.
	Asks     bool
	AnswerBy time.Time // when the office answers at the latest who asks now; zero unless Asks
}

// FollowAppointment is the use case of a person with their own request: they
// look at it, cancel or change it, answer an offer, correct how to be told.
type FollowAppointment struct {
	Catalogue Catalogue
	Languages Languages
	Sealer    Sealer
	Store     AppointmentStore
	Channels  Channels
	Now       func() time.Time
	Random    io.Reader // cryptographic
}

// Follow finds a request by its reference, or answers a *Problem with CodeNotFound.
func (u *FollowAppointment) Follow(ctx context.Context, ref Reference) (FollowedAppointment, error) {
	a, d, err := u.find(ctx, ref)
	if err != nil {
		return FollowedAppointment{}, err
	}
	f := FollowedAppointment{
		Reference: ref, Version: a.Version, State: a.State, Office: a.Office, Service: a.Service,
		OfficeShown: a.OfficeShown, ServiceShown: a.ServiceShown, People: a.People,
		Start: a.Start, Minutes: a.Minutes, HoldUntil: a.HoldUntil,
		Initial: initial(d.Name), Contact: d.Contact, Discreet: d.Discreet, Events: u.events(a),
		Contacts: ContactIndexes(u.Sealer, d), Provable: d.Provable(), ToRate: a.ToRate(), Rated: a.Rated,
		Working: a.State == Attended && !a.Finished(),
	}
	if f.Asks = slices.Contains(f.Events, EventRequest) && u.event(a, PersonStep{Event: EventRequest}) == EventRequest; f.Asks {
		f.AnswerBy = u.answerBy(a)
	}
	if f.Answered, err = u.answered(ctx, a, d); err != nil {
		return f, err
	}
	if f.HoldUntil, err = heldUntil(ctx, u.Catalogue, u.Store, a); err == nil && a.State == Declined {
		err = u.declined(ctx, a, &f)
	}
	return f, err
}

// find reads the request with a reference, and what the person told. The blind
// index only leads there: what is sealed says whose reference it is, so that who
// writes into the database cannot turn their own to somebody else's request.
func (u *FollowAppointment) find(ctx context.Context, ref Reference) (Appointment, Details, error) {
	a, err := u.Store.AppointmentByIndex(ctx, u.Sealer.Index(IndexReference, string(ref)))
	if err != nil {
		return a, Details{}, fmt.Errorf("looking a reference up: %w", err)
	}
	d, err := OpenDetails(u.Sealer, a)
	if err == nil && d.Reference != ref {
		err = &Problem{Code: CodeNotFound, Key: "not-found"}
	}
	return a, d, err
}

// initial is the first letter of a name with the marks that it carries, by which
// its owner recognises it; empty where there is none.
func initial(name string) string {
	start := strings.IndexFunc(name, unicode.IsLetter)
	if start < 0 {
		return ""
	}
	_, size := utf8.DecodeRuneInString(name[start:])
	rest := name[start+size:]
	marks := strings.IndexFunc(rest, func(r rune) bool { return !unicode.IsMark(r) })
	if marks < 0 {
		marks = len(rest)
	}
	return name[start : start+size+marks]
}

// events are what the person can do, once each. What begins is not changed any
// more: who cannot come then calls.
func (u *FollowAppointment) events(a Appointment) []Event {
	if a.Start != nil && a.State.HoldsPlace() && !a.Start.At.After(u.Now()) {
		return nil
	}
	events := EventsFor(a.State, ActorPerson)
	office, known := u.Catalogue.Office(a.Office)
	service, offered := u.Catalogue.Service(a.Service)
	if known && offered && office.TakesRequests(service) {
		return slices.DeleteFunc(events, func(e Event) bool { return e == EventBook }) // EventRequest stands for both
	}
	return slices.DeleteFunc(events, func(e Event) bool {
		return e == EventBook || e == EventRequest || e == EventWait
	})
}

func (u *FollowAppointment) answerBy(a Appointment) time.Time {
	office, _ := u.Catalogue.Office(a.Office)
	return office.afterOpenMinutes(u.Now(), office.Rule(a.Service).Hold)
}

func (u *FollowAppointment) declined(ctx context.Context, a Appointment, f *FollowedAppointment) error {
	events, err := u.Store.AppointmentHistory(ctx, a.ID)
	if err != nil {
		return fmt.Errorf("reading the history of %s: %w", a.ID, err)
	}
	for _, e := range slices.Backward(notUndone(events)) {
		if e.To != Declined || e.From == Declined {
			continue
		}
		d, err := OpenHistory(u.Sealer, a, e)
		f.DeclineReason, f.Instead = d.Reason, d.Instead
		return err
	}
	return nil
}

// OpenHistory unseals the words of an event; an event without words gives none.
func OpenHistory(s Sealer, a Appointment, e HistoryEntry) (HistoryDetails, error) {
	var d HistoryDetails
	if len(e.Sealed) == 0 {
		return d, nil
	}
	key, err := s.OpenKey(a.ID, a.Key)
	if err != nil {
		return d, fmt.Errorf("opening the key of %s: %w", a.ID, err)
	}
	err = openJSON(key, useHistory, e.Sealed, &d, e.beside()...)
	return d, err
}
