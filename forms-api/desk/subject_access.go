package desk

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

func personPath(request string) string { return request + "/person" }

// personPage is what is kept of a person: to read it through, to print it, and to
// take it out as a file.
type personPage struct {
	frame
	Path       string // of this page
	Request    string // the address of the request's page
	File       string // of the same as JSON
	Erasure    string
	Rows       []personRow
	Others     bool        // some have another name
	More       []personRow // at another organisation's offices
	Unreadable int         // requests of the person that cannot be opened
	Shown      []keptRequest
	On         string // when it was put together
}

// keptRequest is all that is kept of one request.
type keptRequest struct {
	formsapi.ReadAppointment
	Office    string
	Service   string
	StateName string
	Came      string
	Start     string
	Channel   string
	Wishes    wishes
	Reach     reach
	History   []historyRow
	Messages  []messageRow
	Notes     []keptNote
	Kept      string // until when
}

// keptNote is a colleague's note, as it was typed.
type keptNote struct{ By, When, Text string }

func (d *desk) showPerson(v *visit) error {
	id, err := v.pathID("id")
	if err != nil {
		return err
	}
	person, err := v.Persons.Of(v.r.Context(), v.staff, id)
	if err != nil {
		return err
	}
	if err := v.elsewhereListed(person); err != nil {
		return err
	}
	with := ticked(v.r.URL.Query())
	if len(with) == 0 {
		with = sameNames(person)
	}
	request := appointmentPath(id)
	page := &personPage{
		frame: v.frame("person-title"), Path: personPath(request), Request: request, Erasure: erasurePath(request),
		File: personPath(request) + "/file?" + choice(with),
		Rows: v.personRows(person, person.Requests, with), More: v.personRows(person, person.Elsewhere, nil),
		Unreadable: person.Unreadable,
		On:         v.moment(v.Now(), v.zoneOf(person.Asked.Office)),
	}
	page.Others = slices.ContainsFunc(page.Rows, func(r personRow) bool { return r.Other })
	colleagues, err := v.colleagues()
	if err != nil {
		return err
	}
	for _, r := range person.Requests {
		if !slices.Contains(with, r.ID) {
			continue
		}
		kept, err := v.keptRequest(r.ID, colleagues)
		if err != nil {
			return err
		}
		page.Shown = append(page.Shown, kept)
	}
	return v.render(http.StatusOK, "person.html", page)
}

// choice is what was ticked, as an address has it.
func choice(ids []uuid.UUID) string {
	q := url.Values{}
	for _, id := range ids {
		q.Add("request", id.String())
	}
	return q.Encode()
}

func (v *visit) keptRequest(id uuid.UUID, colleagues colleagueNames) (keptRequest, error) {
	r, err := v.Appointments.Read(v.r.Context(), v.staff, id)
	if err != nil {
		return keptRequest{}, err
	}
	zone := v.zoneOf(r.Office)
	k := keptRequest{
		ReadAppointment: r, Office: v.officeName(r.Appointment), Service: v.serviceName(r.Appointment),
		StateName: v.say(stateKey(r.State)), Came: v.moment(r.CreatedAt, zone), Channel: v.say(intakeKey(r.Channel)),
		Wishes: v.wishes(r.Details), Reach: v.reach(r.Details), History: v.historyRows(r, colleagues),
	}
	if r.Start != nil {
		k.Start = v.startShown(r.Start.Local)
	}
	if k.Messages, err = v.messages(r); err != nil {
		return k, err
	}
	if k.Notes, err = v.keptNotes(id, colleagues, zone); err != nil {
		return k, err
	}
	kept, err := v.keeping(r.Appointment)
	k.Kept = kept.Says
	return k, err
}

func (v *visit) keptNotes(id uuid.UUID, colleagues colleagueNames, zone *time.Location) ([]keptNote, error) {
	all, err := v.Appointments.Notes(v.r.Context(), v.staff, id)
	if err != nil {
		return nil, err
	}
	var notes []keptNote
	for _, n := range all {
		if n.Text != "" {
			notes = append(notes, keptNote{By: colleagues.name(v, n.By), When: v.moment(n.At, zone), Text: n.Text})
		}
	}
	return notes, nil
}

// takePersonOut sends what is kept of a person as a file (GDPR art. 20: commonly
// used, and machine-readable).
func (d *desk) takePersonOut(v *visit) error {
	id, err := v.pathID("id")
	if err != nil {
		return err
	}
	rows, unreadable, err := v.Persons.Export(v.r.Context(), v.staff, id, ticked(v.r.URL.Query()))
	if err != nil {
		return err
	}
	text, err := json.MarshalIndent(struct {
		At       time.Time            `json:"exported_at"`
		Requests []formsapi.ExportRow `json:"requests"`
		Closed   int                  `json:"unreadable_requests"` // of the same telephone or e-mail
	}{v.Now().UTC(), rows, unreadable}, "", "  ")
	if err != nil {
		return err
	}
	v.w.Header().Set("Content-Type", "application/json")
	v.w.Header().Set("Content-Disposition", `attachment; filename="person-`+v.Now().In(v.zoneOf("")).Format(time.DateOnly)+`.json"`)
	_, err = v.w.Write(append(text, '\n'))
	if err != nil {
		v.Log.Debug("the visitor left before the file was written")
	}
	return nil
}

// A keptView is a request with the words that its page has.
type keptView struct {
	frame
	Kept keptRequest
}

// Of is a request as the template shows it.
func (p *personPage) Of(k keptRequest) keptView { return keptView{p.frame, k} }
