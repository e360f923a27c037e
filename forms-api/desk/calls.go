package desk

import (
	"cmp"
	"net/http"
	"net/url"
	"time"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

const callsPath = home + "calls"

// callPath is where somebody notes that they have told a message.
func callPath(m formsapi.CallRow) string {
	return callsPath + "/" + m.Appointment.String() + "/" + m.ID.String()
}

// callsPage lists what staff tell by telephone, and what could not be delivered.
type callsPage struct {
	frame
	Rows        []callRow
	First, Next string // addresses of the first page and of the next; empty for none
}

// callRow is a message that waits for staff.
type callRow struct {
	messageRow
	Request  string // the address of the request's page; empty for a digest
	Name     string // empty for one who gave none
	Office   string
	Language string // in which to speak
	By       string // until when it is worth it to call; empty where nothing presses

	Interpreter bool
	Notes       bool   // the visitor may note that they told it
	Shared      string // the card before it is for the same telephone or e-mail: how to call then; empty where it is not

	BesideDiscreet bool // as formsapi.CallRow.BesideDiscreet
}

func (d *desk) showCalls(v *visit) error {
	after, isNext := parseCallPlace(v.r.URL.Query().Get("after"))
	rows, next, err := v.Calls.After(v.r.Context(), v.staff, after)
	if err != nil {
		return err
	}
	page := callsPage{frame: v.frame("calls-title")}
	for _, r := range rows {
		v.reportUnreadable("message", r.ID, r.Unreadable)
		page.Rows = append(page.Rows, v.callRow(r))
	}
	if isNext {
		page.First = callsPath
	}
	if next != (formsapi.CallPlace{}) {
		page.Next = callsPath + "?after=" + url.QueryEscape(formatCallPlace(next))
	}
	return v.render(http.StatusOK, "calls.html", page)
}

func (v *visit) callRow(r formsapi.CallRow) callRow {
	row := callRow{
		messageRow: v.messageRow(r), Name: r.Name,
		Office: v.officeTitle(r.QueuedMessage.Office), Language: v.Words.LanguageName(v.language, cmp.Or(r.Spoken, r.Language)), Notes: v.staff.May(formsapi.NoteRequests, r.QueuedMessage.Office),
		Shared: v.sharedCall(r), BesideDiscreet: r.BesideDiscreet,
	}
	if r.Appointment == uuid.Nil {
		row.Call = nil
		return row
	}
	row.Request, row.Interpreter = appointmentPath(r.Appointment), r.Interpreter
	if by := r.Concerns; !r.Stale && by.After(v.Now()) {
		row.By = v.say("calls-by", "When", v.shortMoment(by, v.zoneOf(r.QueuedMessage.Office)))
	}
	return row
}

// sharedCall says how to call whoever has the telephone or e-mail of the card before.
func (v *visit) sharedCall(r formsapi.CallRow) string {
	switch r.Shared {
	case formsapi.SharedByOne:
		return v.say("calls-again")
	case formsapi.SharedByTwo:
		return v.say("calls-other", "Name", r.Name)
	case formsapi.SharedByWhoever:
		return v.say("calls-unsure")
	}
	return ""
}

// notifyCalls says how many people of an office nobody has told yet of what
// happened since an instant: staff must call them.
func (v *visit) notifyCalls(office string, since time.Time) error {
	n, err := v.Calls.CountSince(v.r.Context(), v.staff, office, since)
	if n > 0 {
		v.notify("closed-to-call", "Count", n)
	}
	return err
}
