package desk

import (
	"net/http"
	"strconv"
	"strings"

	formsapi "sportello/forms-api"
)

// slipPage is what a person takes home: their code to read out, and a slip to
// print in their language that names nobody.
type slipPage struct {
	frame
	Path      string   // of the request's page
	Next      string   // the form for the next contact; empty for who may not record any
	Groups    []string // of the reference
	Reference string
	Slip      slip
}

// slip is the printed part, in the person's language.
type slip struct {
	Language  string
	Says      string // where the request stands
	Untold    string // that nobody tells the person; empty for who is told, or has nothing to hear
	Lines     []slipLine
	Bring     string
	CodeLabel string
	Address   string   // of the request's own page
	Code      *drawing // of the address; nil if there is none
}

type slipLine struct {
	Label string
	Lines []string
}

func (d *desk) showSlip(v *visit) error {
	r, err := v.readRequest()
	if err != nil {
		return err
	}
	if r.Unreadable != nil {
		return v.showUnreadable(r)
	}
	page := slipPage{
		frame: v.frame("slip-title"), Path: appointmentPath(r.ID),
		Groups: strings.Split(r.Reference.String(), "-"), Reference: r.Reference.String(), Slip: v.slip(r),
	}
	if v.staff.May(formsapi.WorkRequests, r.Office) {
		page.Next = nextContact(r.Office, r.Channel)
	}
	return v.render(http.StatusOK, "slip.html", page)
}

func (v *visit) slip(r formsapi.ReadAppointment) slip {
	say := func(key string) string { return v.Public.Message(r.Language, key, nil) }
	s := slip{
		Language: r.Language, CodeLabel: say("reference-label"),
		Address: v.URL + "/" + r.Language + "/appointments/" + r.Reference.String(),
	}
	s.Code = drawCode(s.Address)
	if service, known := v.Catalogue.Service(r.Service); known && !r.Discreet {
		s.Lines = append(s.Lines, slipLine{say("answer-service"), []string{service.Title(r.Language)}})
	}
	if r.Start != nil && r.State.HoldsPlace() {
		zone := v.zoneOf(r.Office)
		when := v.Public.Date(r.Language, r.Start.At, zone) + " · " + v.Public.Time(r.Language, r.Start.At, zone)
		s.Lines = append(s.Lines, slipLine{say("answer-slot"), []string{when}})
		if r.Minutes > 0 {
			lasts := v.Public.Message(r.Language, "request-minutes", map[string]any{"Minutes": r.Minutes})
			s.Lines = append(s.Lines, slipLine{say("request-lasts"), []string{lasts}})
		}
	}
	s.Lines = append(s.Lines, slipLine{say("answer-people"), []string{strconv.Itoa(max(1, r.People))}})
	if office, known := v.Catalogue.Office(r.Office); known {
		where := office.Address.Lines()
		if !r.Discreet {
			where = append([]string{office.Title(r.Language)}, where...)
		}
		if phone := office.FirstTelephone(); phone != "" {
			where = append(where, phone)
		}
		s.Lines = append(s.Lines, slipLine{say("answer-office"), where})
	}
	s.Says, s.Untold = v.slipStands(r)
	if r.State == formsapi.Confirmed {
		s.Bring = say("next-confirmed-bring")
	}
	return s
}

// slipStands says where a request stands, and to who left no way to be told that they
// come back: a slip promises nobody what they would not hear of.
func (v *visit) slipStands(r formsapi.ReadAppointment) (says, untold string) {
	say := func(key string) string { return v.Public.Message(r.Language, key, nil) }
	if !r.State.Live() {
		return "", ""
	}
	says = say("message-" + string(r.State)) // each of them has a notice of its name
	if r.State == formsapi.Confirmed || r.Contact != formsapi.ContactNone {
		return says, ""
	}
	if r.State == formsapi.Waiting {
		says = say("request-title-waiting")
	}
	return says, say("slip-no-contact")
}
