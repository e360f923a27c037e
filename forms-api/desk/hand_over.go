package desk

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

const handOverPath = home + "hand-over"

// handOver is the form beneath what is in the name of closed accounts: to whom to give the
// requests that are ticked in the list.
type handOver struct {
	Path       string   // with the list that is open, to come back to
	Shown      []string // every request on the page that can be given, as ticks say it
	Colleagues []option
	Nobody     bool // nobody was chosen
	All        bool // everything on the page was ticked together
}

// handOverTyped is that form as it was sent.
type handOverTyped struct {
	To       string // a colleague's id, or whoNobody
	All      bool
	Requests []formsapi.Seen
}

// formatSeen writes a request as it is on the page for a form.
func formatSeen(r formsapi.Seen) string { return r.ID.String() + "_" + strconv.Itoa(r.Version) }

func parseSeen(s string) (r formsapi.Seen, err error) {
	id, version, _ := strings.Cut(s, "_")
	if r.ID, err = uuid.Parse(id); err != nil {
		return r, err
	}
	r.Version, err = strconv.Atoi(version)
	return r, err
}

// readHandOver takes what was ticked, or all that was shown.
func (v *visit) readHandOver() (typed handOverTyped, err error) {
	typed.To, typed.All = v.r.PostFormValue("to"), v.r.PostFormValue("all") != ""
	ticked := v.r.PostForm["request"]
	if typed.All {
		ticked = v.r.PostForm["shown"]
	}
	for _, t := range ticked {
		r, err := parseSeen(t)
		if err != nil {
			return typed, &formsapi.Problem{Code: formsapi.CodeInvalid, Key: "form-unreadable"}
		}
		typed.Requests = append(typed.Requests, r)
	}
	return typed, nil
}

// decision is the form as the use case takes it, or all that is missing from it.
func (t handOverTyped) decision() (formsapi.HandOver, error) {
	h := formsapi.HandOver{Requests: t.Requests}
	var missing []formsapi.FieldError
	if len(t.Requests) == 0 {
		missing = append(missing, formsapi.FieldError{Field: "requests", Key: "hand-over-none"})
	}
	switch t.To {
	case whoNobody:
	case "":
		missing = append(missing, formsapi.FieldError{Field: "to", Key: "hand-over-to-missing"})
	default:
		var err error
		if h.To, err = uuid.Parse(t.To); err != nil {
			missing = append(missing, formsapi.FieldError{Field: "to", Key: "assignee-invalid"})
		}
	}
	return h, formsapi.Invalid(missing)
}

// handOver gives what was ticked to one colleague, or back to nobody, each request with
// a step of its own. What changed meanwhile is not handed over, and named.
func (d *desk) handOver(v *visit) error {
	typed, err := v.readHandOver()
	if err != nil {
		return err
	}
	var done int
	var refused []formsapi.RefusedHandOver
	h, err := typed.decision()
	if err == nil {
		done, refused, err = d.Appointments.HandOver(v.r.Context(), v.staff, h)
	}
	switch {
	case formsapi.CodeOf(err) == formsapi.CodeInvalid:
		return v.refuseHandOver(typed, http.StatusUnprocessableEntity, func(p *inboxPage) { p.refuse(err, "hand-over-") })
	case err != nil:
		return v.breakOff(typed, done, refused, err)
	case len(refused) > 0:
		typed.Requests, typed.All = nil, false // each is looked at again before it is ticked again
		return v.refuseHandOver(typed, http.StatusConflict, func(p *inboxPage) { p.name(done, refused) })
	}
	v.notify("notice-hand-over", "Count", done)
	return v.redirect(v.afterHandOver())
}

// afterHandOver is the list again, or the inbox where nothing is in it any more: its tabs
// would be empty with the filter, and look like a desk on which nothing waits.
func (v *visit) afterHandOver() string {
	left, err := v.Appointments.CountOfClosed(v.r.Context(), v.staff, formsapi.WorkRequests)
	if err == nil && left == 0 {
		return home
	}
	return v.readFilter().address("", "")
}

// breakOff says how far a hand-over came that an error ended, and what that was. What had
// no turn yet is ticked still.
func (v *visit) breakOff(typed handOverTyped, done int, refused []formsapi.RefusedHandOver, err error) error {
	typed.Requests, typed.All = typed.Requests[done+len(refused):], false
	status, key := failureOf(err)
	shown := v.refuseHandOver(typed, status, func(p *inboxPage) {
		p.name(done, refused)
		p.Errors = append(p.Errors, wrongField{Message: v.say("hand-over-rest", "Count", len(typed.Requests), "Why", v.say(key))})
	})
	if shown != nil {
		return errors.Join(err, shown)
	}
	v.report(err)
	return nil
}

// refuseHandOver shows the list as it is now, with what was typed.
func (v *visit) refuseHandOver(typed handOverTyped, status int, why func(*inboxPage)) error {
	page := v.inboxPage()
	if err := page.fill(v); err != nil {
		return err
	}
	page.keep(typed)
	why(page)
	return v.render(status, "inbox.html", page)
}
