package desk

import (
	"net/http"
	"time"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

// unreadablePage is a request whose seal does not open: what stands in clear,
// and what to do about it.
type unreadablePage struct {
	frame
	ID         uuid.UUID
	State      formsapi.State
	StateName  string
	Office     string
	Service    string
	Received   time.Time
	ReceivedAt string
}

func (v *visit) showUnreadable(r formsapi.ReadAppointment) error {
	v.reportUnreadable("request", r.ID, r.Unreadable)
	page := unreadablePage{
		frame:      v.frame("unreadable-title"),
		ID:         r.ID,
		State:      r.State,
		StateName:  v.say(stateKey(r.State)),
		Office:     v.officeName(r.Appointment),
		Service:    v.serviceName(r.Appointment),
		Received:   r.CreatedAt,
		ReceivedAt: v.shortMoment(r.CreatedAt, v.zoneOf(r.Office)),
	}
	return v.render(http.StatusOK, "unreadable.html", page)
}

// reportUnreadable logs each record once, however often lists show it; nil is none.
func (d *desk) reportUnreadable(what string, id uuid.UUID, err error) {
	if err == nil {
		return
	}
	if _, known := d.reported.LoadOrStore(id, true); !known {
		d.Log.Error("a record cannot be read", "record", what, "id", id, "error", err)
	}
}
