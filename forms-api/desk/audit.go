package desk

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	formsapi "sportello/forms-api"
)

// trailPage is who did what with a request, or with all of a person's.
type trailPage struct {
	frame
	Request     string // the address of the request's page; empty for one that was erased
	Path        string // of the page about the request
	Person      string // of the page about the person; empty without a request
	OfPerson    bool
	Requests    int
	Rows        []trailRow
	First, Next string // addresses of the newest page and of the next; empty for none
}

// trailRow is an entry of the log, in words.
type trailRow struct {
	At     time.Time
	When   string
	By     string
	What   string
	Detail string // a few words more; may be empty
	About  string // the address of the request, on a person's page
}

// ofPerson, as the value of "of", asks for all of a person's requests.
const ofPerson = "person"

func trailPath(request string) string { return request + "/trail" }

func (d *desk) showTrail(v *visit) error {
	id, err := v.pathID("id")
	if err != nil {
		return err
	}
	q := v.r.URL.Query()
	before, _ := strconv.ParseInt(q.Get("before"), 10, 64) // what is no number is the newest page
	read, ofAll := v.Trail.OfRequest, q.Get("of") == ofPerson
	if ofAll {
		read = v.Trail.OfPerson
	}
	trail, err := read(v.r.Context(), v.staff, id, before, perPage)
	if err != nil {
		return err
	}
	page, err := v.trailPage(trail, appointmentPath(id), ofAll)
	if err != nil {
		return err
	}
	if before > 0 {
		page.First = page.address(0)
	}
	if trail.Next > 0 {
		page.Next = page.address(trail.Next)
	}
	return v.render(http.StatusOK, "audit.html", page)
}

func (v *visit) trailPage(trail formsapi.Trail, request string, ofAll bool) (*trailPage, error) {
	colleagues, err := v.colleagues()
	if err != nil {
		return nil, err
	}
	page := &trailPage{frame: v.frame("trail-title"), Path: trailPath(request), OfPerson: ofAll, Requests: trail.Requests}
	if trail.Request.Version > 0 {
		page.Request, page.Person = request, page.Path+"?of="+ofPerson
	}
	for _, e := range trail.Entries {
		row := v.trailRow(e, colleagues, v.zoneOf(trail.Office))
		if about := appointmentsPath + e.Subject; ofAll && about != request {
			row.About = about
		}
		page.Rows = append(page.Rows, row)
	}
	return page, nil
}

// address is that of the entries before one; 0: of the newest.
func (p *trailPage) address(before int64) string {
	q := url.Values{}
	if p.OfPerson {
		q.Set("of", ofPerson)
	}
	if before > 0 {
		q.Set("before", strconv.FormatInt(before, 10))
	}
	return strings.TrimSuffix(p.Path+"?"+q.Encode(), "?")
}
