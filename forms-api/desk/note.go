package desk

import (
	"html/template"
	"net/http"
	"net/url"
	"strings"
	"time"

	formsapi "sportello/forms-api"
)

// maxNotes bounds what a form with a note may send, in bytes. It is more than any
// note, so that one that is too long comes back with what was typed.
const maxNotes = 4 << 20

// noteRow is a note on a request.
type noteRow struct {
	Words      template.HTML // of Markdown; empty for one that was struck out
	By         string
	At         time.Time
	When       string
	Struck     string // when it was struck out; empty: it stands
	Strike     string // where its writer strikes it out; empty for who cannot
	Unreadable bool
}

// notes are those of a request, and what the visitor was writing.
type notes struct {
	Rows    []noteRow
	Typed   string
	Draft   string // when what stands there was kept as a draft; empty: it was not
	Saves   string // where drafts are kept
	Adds    string // where notes are added
	Longest int
}

func notesPath(request string) string { return request + "/notes" }

// draftPath is where a page keeps what a colleague is writing, with whose page it is.
func draftPath(request string, kind formsapi.DraftKind, by formsapi.Staff) string {
	return request + "/drafts/" + string(kind) + "?" + url.Values{draftOf: {by.ID.String()}}.Encode()
}

func (v *visit) notes(r formsapi.ReadAppointment, colleagues colleagueNames) (notes, error) {
	all, err := v.Appointments.Notes(v.r.Context(), v.staff, r.ID)
	if err != nil {
		return notes{}, err
	}
	request, zone := appointmentPath(r.ID), v.zoneOf(r.Office)
	n := notes{Saves: draftPath(request, formsapi.DraftNote, v.staff), Adds: notesPath(request), Longest: formsapi.MaxNote}
	for _, one := range all {
		v.reportUnreadable("note", one.ID, one.Unreadable)
		row := noteRow{By: colleagues.name(v, one.By), At: one.At, When: v.shortMoment(one.At, zone), Unreadable: one.Unreadable != nil}
		switch {
		case !one.StruckAt.IsZero():
			row.Struck = v.shortMoment(one.StruckAt, zone)
		case one.Unreadable == nil:
			row.Words = noteHTML(one.Text)
		}
		if one.Own {
			row.Strike = n.Adds + "/" + one.ID.String() + "/strike"
		}
		n.Rows = append(n.Rows, row)
	}
	draft, err := v.Appointments.Draft(v.r.Context(), v.staff, r.ID, formsapi.DraftNote)
	if err == nil && !draft.At.IsZero() {
		n.Typed, n.Draft = draft.Text, v.shortMoment(draft.At, zone)
	}
	return n, err
}

// addNote writes a note for colleagues on a request.
func (d *desk) addNote(v *visit) error {
	id, err := v.pathID("id")
	if err != nil {
		return err
	}
	typed := v.r.PostFormValue("note")
	err = v.Appointments.AddNote(v.r.Context(), v.staff, id, typed)
	switch {
	case formsapi.CodeOf(err) == formsapi.CodeInvalid:
		return v.refuseNote(typed, err)
	case err != nil:
		return err
	}
	v.notify("notice-note")
	return v.redirect(appointmentPath(id) + "#notes")
}

// refuseNote shows the request with what was typed still in place.
func (v *visit) refuseNote(typed string, problem error) error {
	return v.withRequest(func(page *appointmentPage) error {
		page.refuse(problem, "")
		page.CaseNotes.Typed, page.CaseNotes.Draft = strings.ToValidUTF8(typed, "\uFFFD"), ""
		return v.render(http.StatusUnprocessableEntity, "appointment.html", page)
	})
}

// strikeNote takes the words of a note of the visitor's own away.
func (d *desk) strikeNote(v *visit) error {
	id, err := v.pathID("id")
	if err != nil {
		return err
	}
	note, err := v.pathID("note")
	if err != nil {
		return err
	}
	if err := v.Appointments.StrikeNote(v.r.Context(), v.staff, id, note); err != nil {
		return err
	}
	v.notify("notice-note-struck")
	return v.redirect(appointmentPath(id) + "#notes")
}
