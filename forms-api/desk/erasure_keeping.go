package desk

import (
	"fmt"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

// A keeping is what a request's page says of how long it is kept, and where to go
// for what is kept of the person.
type keeping struct {
	Says    string // until when it is kept
	Pending string // that somebody asked for it to be erased; empty if nobody did
	Erasure string // addresses, each empty for who may not go there
	Person  string
	Trail   string
}

// keptKey is where the words are of why a request is erased on its day.
func keptKey(k formsapi.RecordKind) string { return "kept-" + string(k) }

func (v *visit) keeping(a formsapi.Appointment) (keeping, error) {
	zone := v.zoneOf(a.Office)
	kind, ends, err := v.Retention.Ends(v.r.Context(), a.ID, zone)
	if err != nil {
		return keeping{}, err
	}
	k := keeping{Says: v.say(keptKey(kind), "Date", v.Words.Date(v.language, ends, zone), "Days", v.Retention.Periods.Finished)}
	request := appointmentPath(a.ID)
	if v.staff.May(formsapi.ReadAccount, a.Office) {
		k.Trail = trailPath(request)
	}
	if v.staff.May(formsapi.ErasePerson, a.Office) {
		k.Person, k.Erasure = personPath(request), erasurePath(request)
	}
	k.Pending, err = v.pendingOf(a.ID)
	return k, err
}

// pendingOf says who asked for a request to be erased, and what happens next.
func (v *visit) pendingOf(id uuid.UUID) (string, error) {
	e, err := v.Erasures.Pending(v.r.Context(), id)
	if formsapi.CodeOf(err) == formsapi.CodeNotFound {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("reading what is to be erased: %w", err)
	}
	colleagues, err := v.colleagues()
	if err != nil {
		return "", err
	}
	return v.erasureStands(e, colleagues), nil
}

// erasureStands says who asked, and what happens next.
func (v *visit) erasureStands(e formsapi.Erasure, colleagues colleagueNames) string {
	zone := v.zoneOf(e.Office)
	who, asked := isolated(colleagues.name(v, e.AskedBy)), v.moment(e.AskedAt, zone)
	switch {
	case !e.BegunAt.IsZero():
		return v.say("erasure-begun", "Name", who, "When", asked)
	case e.DueAt.IsZero():
		return v.say("erasure-waits", "Name", who, "When", asked)
	}
	return v.say("erasure-due", "Name", who, "When", asked, "Due", v.moment(e.DueAt, zone))
}
