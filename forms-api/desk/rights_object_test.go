package desk_test

import (
	"context"
	"net/http"
	"net/url"
	"testing"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

// both are requests of one telephone, at a coordinator's own office and at another.
type both struct {
	*help
	rita, piero   formsapi.Staff
	mine, theirs  uuid.UUID
	atMine, there string // their addresses
}

var (
	coordinatorHere = formsapi.Grant{Role: formsapi.RoleCoordinator, Office: "potenza"}
	operatorThere   = formsapi.Grant{Role: formsapi.RoleOperator, Office: "montelucci"}
)

func givenBoth(t *testing.T) both {
	t.Helper()
	h := givenDesk(t)
	return both{help: h, rita: h.givenStaff("Rita", coordinatorHere), piero: h.givenStaff("Piero", operatorThere)}.anew(t)
}

// anew is the same desk with two other requests.
func (b both) anew(t *testing.T) both {
	t.Helper()
	h := *b.help
	h.t, b.help = t, &h
	b.mine = h.givenRequest(named("Amina"), reachedBy("call", "333 123 4567", ""))
	b.theirs = h.givenRequest(named("Zeinab"), of("montelucci", "it"), reachedBy("call", "333 123 4567", ""))
	b.atMine, b.there = "/desk/appointments/"+b.mine.String(), "/desk/appointments/"+b.theirs.String()
	return b
}

// noteOf is one of Rita's own, from when she was at every office.
func (b both) noteOf(request uuid.UUID) string {
	b.t.Helper()
	once := b.rita
	once.Grants = []formsapi.Grant{coordinator}
	err := b.work.AddNote(b.t.Context(), once, request, "Called.")
	notes, failed := b.work.Notes(b.t.Context(), once, request)
	if err != nil || failed != nil || len(notes) != 1 {
		b.t.Fatalf("%d notes, %v, %v", len(notes), err, failed)
	}
	return notes[0].ID.String()
}

// messageOf waits for somebody to tell it.
func (b both) messageOf(request uuid.UUID) string {
	b.t.Helper()
	b.decide(root, formsapi.Decision{ID: request, Version: 1, Event: formsapi.EventDecline, Reason: "other"})
	all, err := b.store.MessagesOf(b.t.Context(), request)
	if err != nil || len(all) != 1 {
		b.t.Fatalf("%d messages, %v", len(all), err)
	}
	return all[0].ID.String()
}

func (b both) feedThere() string {
	b.t.Helper()
	_, err := b.feeds.Make(b.t.Context(), b.piero, "montelucci")
	all, failed := b.feeds.List(b.t.Context(), b.piero, "montelucci")
	if err != nil || failed != nil {
		b.t.Fatal(err, failed)
	}
	return all[0].ID.String()
}

// commentOn is the one rating of a page.
func (b both) commentOn(page string) string {
	b.t.Helper()
	b.givenRating(formsapi.PageRating{Page: page, Language: "it", Rating: 2, Comment: "x"})
	all, err := b.store.Ratings(context.Background(), formsapi.RatingFilter{Page: page, Limit: 1})
	if err != nil || len(all) != 1 {
		b.t.Fatalf("%d ratings, %v", len(all), err)
	}
	return all[0].ID.String()
}

// Given a form that Rita may send, with something of another office in it, or of another
// request than its address says: it is not found, or no colleague or request of hers, and
// nothing happens to either.
func TestAFormTouchesOnlyWhatItsAddressMayTouch(t *testing.T) {
	desk := givenBoth(t)
	for name, c := range map[string]struct {
		path   func(both) string
		form   func(both) []string
		status int
	}{
		"a note on another request":     {func(b both) string { return b.atMine + "/notes/" + b.noteOf(b.givenRequest()) + "/strike" }, nil, 404},
		"a note on one elsewhere":       {func(b both) string { return b.atMine + "/notes/" + b.noteOf(b.theirs) + "/strike" }, nil, 404},
		"a note at its own address":     {func(b both) string { return b.there + "/notes/" + b.noteOf(b.theirs) + "/strike" }, nil, 404},
		"a call of a request elsewhere": {func(b both) string { return "/desk/calls/" + b.mine.String() + "/" + b.messageOf(b.theirs) }, nil, 404},
		"a call in vain, likewise": {func(b both) string {
			return "/desk/calls/" + b.mine.String() + "/" + b.messageOf(b.theirs) + "/no-answer"
		}, nil, 404},
		"a call of another request": {func(b both) string {
			return "/desk/calls/" + b.mine.String() + "/" + b.messageOf(b.givenRequest(reachedBy("call", "333 765 4321", "")))
		}, nil, 404},
		"the feed of an office":         {func(b both) string { return "/desk/feeds/" + b.feedThere() + "/revoke" }, fixed("office", "potenza"), 404},
		"the feed with that office":     {func(b both) string { return "/desk/feeds/" + b.feedThere() + "/revoke" }, fixed("office", "montelucci"), 404},
		"the address says another":      {fixedPath("/desk/closures?office=potenza"), fixed("office", "montelucci", "from", "2026-03-04", "reason", "strike"), 404},
		"an absence, likewise":          {fixedPath("/desk/absences?office=potenza"), fixed("office", "montelucci", "from", "2026-03-04", "languages", "ar"), 404},
		"a contact, likewise":           {fixedPath("/desk/contacts?office=potenza"), fixed("office", "montelucci", "channel", "counter", "service", "legal-advice", "language", "it", "outcome", "helped"), 404},
		"to erase a request elsewhere":  {func(b both) string { return b.atMine + "/erasure" }, func(b both) []string { return []string{"request", b.mine.String(), "request", b.theirs.String()} }, 409},
		"to erase what is no request":   {func(b both) string { return b.atMine + "/erasure" }, func(b both) []string { return []string{"request", b.mine.String(), "request", "x"} }, 409},
		"a comment on a page elsewhere": {fixedPath("/desk/feedback/read"), func(b both) []string { return []string{"rating", b.commentOn("/it/offices/montelucci/")} }, 404},
		"one such comment among others": {fixedPath("/desk/feedback/read"), func(b both) []string {
			return []string{"all", "1", "shown", b.commentOn("/it/offices/potenza/"), "shown", b.commentOn("/it/offices/montelucci/")}
		}, 404},
		"a colleague who is elsewhere":   {func(b both) string { return b.atMine + "/assign" }, func(b both) []string { return []string{"version", "1", "to", b.piero.ID.String()} }, 422},
		"such a colleague asked to look": {func(b both) string { return b.atMine + "/flag" }, func(b both) []string { return []string{"version", "1", "to", b.piero.ID.String()} }, 422},
		"a request elsewhere handed over": {fixedPath("/desk/hand-over?tab=all&who=closed"), func(b both) []string {
			return []string{"to", b.rita.ID.String(), "request", b.theirs.String() + "_1"}
		}, 409},
		"one handed over to who is elsewhere": {fixedPath("/desk/hand-over?tab=all&who=closed"), func(b both) []string {
			return []string{"to", b.piero.ID.String(), "request", b.mine.String() + "_1"}
		}, 409},
		"the session of a colleague": {func(b both) string { return b.sessionOf(b.piero) }, nil, 303}, // as one that has ended already
	} {
		t.Run(name, func(t *testing.T) {
			b := desk.anew(t)
			v, his := b.signedIn(b.rita), b.signedIn(b.piero)
			path, form := c.path(b), []string(nil)
			if c.form != nil {
				form = c.form(b)
			}
			before := b.standing()
			v.post(path, form...).is(c.status)
			b.unchanged(name, before)
			his.get("/desk/").is(http.StatusOK)
		})
	}
}

func fixed(form ...string) func(both) []string { return func(both) []string { return form } }

func fixedPath(path string) func(both) string { return func(both) string { return path } }

// sessionOf is where a session of somebody would be ended.
func (b both) sessionOf(s formsapi.Staff) string {
	b.t.Helper()
	open, err := b.accounts.Sessions(b.t.Context(), s)
	if err != nil || len(open) == 0 {
		b.t.Fatalf("no sessions, %v", err)
	}
	return "/desk/account/sessions/" + open[0].ID.String() + "/end"
}

// Given the same person's request at another office, the page and the file with what is
// kept of them have nothing of it, also when its id is asked for.
func TestAPersonsDataIsOfOnesOwnOffices(t *testing.T) {
	b := givenBoth(t)
	v := b.signedIn(b.rita)
	asked := "?" + url.Values{"request": {b.mine.String(), b.theirs.String()}}.Encode()
	v.get(b.atMine+"/person"+asked).is(http.StatusOK).says("main", "Amina").lacks("Zeinab").has(".kept", 1)
	v.get(b.atMine + "/person/file" + asked).is(http.StatusConflict).lacks("Zeinab")
	v.get(b.atMine + "/person/file?request=" + b.mine.String()).is(http.StatusOK).lacks("Zeinab").lacks(b.theirs.String())
	v.get(b.atMine + "/erasure").is(http.StatusOK).lacks("Zeinab").lacks(b.theirs.String())
	v.get(b.atMine + "/trail?of=person").is(http.StatusOK).lacks(b.theirs.String())
	for _, typed := range []string{"Zeinab", "333 123 4567"} {
		v.post("/desk/find", "search", typed).is(http.StatusOK).lacks(b.theirs.String()) // the name is there as it was typed
	}
}
