package desk

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

const erasuresPath = home + "erasures"

func erasurePath(request string) string { return request + "/erasure" }

// erasurePage says what erasing a person would do, before anybody asks for it, and
// afterwards what was asked for.
type erasurePage struct {
	frame
	Path       string // of this page
	Request    string // the address of the request's page
	Person     string // of what is kept of the person
	Rows       []personRow
	Others     bool        // some have another name
	More       []personRow // at another organisation's offices
	Unreadable int         // requests of the person that cannot be opened
	Seconds    []string    // colleagues who can confirm; none: it happens on Due
	Due        string

	Stands  string // what was asked for; empty if nothing was
	Confirm string // addresses; empty for who may not
	Revoke  string
	Chosen  int // requests that it is about
}

// personRow is a request of a person in a list to choose from.
type personRow struct {
	ID        string
	Path      string // empty for one that the visitor may not read
	Name      string
	Language  string
	Other     bool // another name than that of the request in question
	Asked     bool // the request in question: always chosen
	Chosen    bool
	Office    string
	Service   string
	StateName string
	Came      string
}

func (d *desk) showErasure(v *visit) error {
	id, err := v.pathID("id")
	if err != nil {
		return err
	}
	plan, err := v.Erasures.Plan(v.r.Context(), v.staff, id)
	if err != nil {
		return err
	}
	if err := v.elsewhereListed(plan.Person); err != nil {
		return err
	}
	page, err := v.erasurePage(plan)
	if err != nil {
		return err
	}
	return v.render(http.StatusOK, "erasure.html", page)
}

func (v *visit) erasurePage(plan formsapi.ErasurePlan) (*erasurePage, error) {
	request := appointmentPath(plan.Asked.ID)
	page := &erasurePage{
		frame: v.frame("erasure-title"), Path: erasurePath(request), Request: request, Person: personPath(request),
		Rows: v.personRows(plan.Person, plan.Requests, sameNames(plan.Person)), More: v.personRows(plan.Person, plan.Elsewhere, nil),
		Unreadable: plan.Unreadable,
	}
	page.Others = slices.ContainsFunc(page.Rows, func(r personRow) bool { return r.Other })
	for _, s := range plan.Second {
		page.Seconds = append(page.Seconds, s.Name)
	}
	if !plan.DueAt.IsZero() {
		page.Due = v.moment(plan.DueAt, v.zoneOf(plan.Asked.Office))
	}
	if plan.Pending == nil {
		return page, nil
	}
	return page, v.addPending(page, *plan.Pending)
}

// addPending shows what was asked for in the place of the form.
func (v *visit) addPending(page *erasurePage, e formsapi.Erasure) error {
	colleagues, err := v.colleagues()
	if err != nil {
		return err
	}
	page.Stands, page.Chosen = v.erasureStands(e, colleagues), len(e.Records)
	page.Rows = slices.DeleteFunc(page.Rows, func(r personRow) bool {
		return !slices.ContainsFunc(e.Records, func(of formsapi.Erasable) bool { return of.ID.String() == r.ID })
	})
	if e.BegunAt.IsZero() {
		page.Revoke = erasuresPath + "/" + e.ID.String() + "/revoke"
		if formsapi.MayConfirm(v.staff, e) {
			page.Confirm = erasuresPath + "/" + e.ID.String() + "/confirm"
		}
	}
	return nil
}

// elsewhereListed keeps account of the names of another organisation's requests: the
// use case does of the person's own, at each of them.
func (v *visit) elsewhereListed(p formsapi.Person) error {
	if len(p.Elsewhere) == 0 {
		return nil
	}
	return v.Trail.Listed(v.r.Context(), v.staff, listElsewhere, p.Asked.Office)
}

// personRows lists requests; those of which chosen has the id are ticked.
func (v *visit) personRows(p formsapi.Person, requests []formsapi.PersonRequest, chosen []uuid.UUID) []personRow {
	var rows []personRow
	for _, r := range requests {
		rows = append(rows, personRow{
			ID: r.ID.String(), Path: appointmentPath(r.ID), Name: r.Name, Language: r.Language, Other: !r.SameName,
			Asked: r.ID == p.Asked.ID, Chosen: slices.Contains(chosen, r.ID),
			Office: v.officeName(r.Appointment), Service: v.serviceName(r.Appointment), StateName: v.say(stateKey(r.State)),
			Came: v.shortMoment(r.CreatedAt, v.zoneOf(r.Office)),
		})
	}
	return rows
}

// sameNames are the requests that are surely of the person: a telephone can be a
// family's.
func sameNames(p formsapi.Person) (ids []uuid.UUID) {
	for _, r := range p.Requests {
		if r.SameName {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

// ticked reads the ids that were ticked; what is no id is none of the person's.
func ticked(form url.Values) (ids []uuid.UUID) {
	for _, text := range form["request"] {
		id, _ := uuid.Parse(text)
		ids = append(ids, id)
	}
	return ids
}

func (d *desk) askErasure(v *visit) error {
	id, err := v.pathID("id")
	if err != nil {
		return err
	}
	if err := v.Erasures.Ask(v.r.Context(), v.staff, id, ticked(v.r.PostForm)); err != nil {
		return err
	}
	v.notify("notice-erasure-asked")
	return v.redirect(erasurePath(appointmentPath(id)))
}
