package desk_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

// hostile is what somebody may write where they may write what they like: to a browser,
// to a template, to a spreadsheet, and as Markdown.
const hostile = `<script>alert(1)</script>{{.Title}}"'><img src=x onerror=alert(2)>[x](javascript:alert(3))`

// writeEverywhere has a text of a colleague's in whatever can be written about a request.
func (h *help) writeEverywhere(by formsapi.Staff, id uuid.UUID, text string) {
	h.t.Helper()
	read, err := h.work.Read(h.t.Context(), root, id)
	if err != nil {
		h.t.Fatal(err)
	}
	for _, err := range []error{
		h.work.AddNote(h.t.Context(), by, id, text),
		h.work.SaveDraft(h.t.Context(), by, id, formsapi.DraftNote, formsapi.DraftDetails{Text: text}),
		h.answers.Send(h.t.Context(), by, formsapi.Answer{ID: id, Version: read.Version, Way: formsapi.ReplyOnPaper, Text: text, Language: "it"}),
	} {
		if err != nil {
			h.t.Fatal(err)
		}
	}
	h.decide(by, formsapi.Decision{ID: id, Version: read.Version + 1, Event: formsapi.EventFlag, To: by.ID, Note: text})
}

// writes has a text in every field that a person fills in freely.
func writes(text string) func(*formsapi.AppointmentRequest) {
	return func(r *formsapi.AppointmentRequest) {
		r.Name, r.Reason, r.Contact, r.Phone, r.PreferredPart = text, text, formsapi.ContactCall, "333 123 4567", "morning"
	}
}

// Given people and colleagues who write markup wherever they can, every page of the desk
// shows it as text: no page has a script, a picture or a handler of theirs, and none is
// read as a template.
func TestWhatPeopleWriteStaysText(t *testing.T) {
	h := givenDesk(t)
	lucia := h.givenStaff("Lucia", coordinator, administrator)
	if err := h.accounts.Rename(t.Context(), lucia, hostile, "en"); err != nil {
		t.Fatal(err)
	}
	id := h.givenRequest(writes(hostile))
	h.writeEverywhere(lucia, id, hostile)
	h.givenRequest(writes(hostile), of("montelucci", "ar"), asksFor(tuesdayAtTen))
	h.decide(lucia, formsapi.Decision{ID: h.givenRequest(writes(hostile)), Version: 1, Event: formsapi.EventDecline, Reason: "other", Note: hostile})
	h.givenRating(formsapi.PageRating{Page: "/it/", Language: "it", Rating: 1, Comment: hostile})
	v := h.signedIn(lucia)
	v.post("/desk/contacts", "office", "potenza", "channel", "telephone", "service", "legal-advice", "language", "it", "outcome", "helped",
		"name", hostile, "behalf", hostile, "contact", "none", "reason", hostile, "note", hostile).is(http.StatusSeeOther)
	noted := "/desk/appointments/" + h.newest().ID.String()
	v.post(noted+"/reopen", "version", "1").is(http.StatusSeeOther)
	v.post(noted+"/finish", "version", "2", "outcome", "referred", "referred", hostile, "note", hostile).is(http.StatusSeeOther)
	request := "/desk/appointments/" + id.String()
	begin := append(h.addresses(), request, request+"/person", request+"/erasure", request+"/trail", request+"/slip", noted, noted+"/person", noted+"/slip", "/desk/day?office=montelucci&date=2026-03-03")
	pages := v.crawl(begin...)
	pages["a search"] = v.post("/desk/find", "search", hostile)
	pages["a note that is too long"] = v.post(request+"/notes", "note", strings.Repeat(hostile, 50))
	pages["a stale step"] = v.post(request+"/decline", "version", "1", "reason", "other", "note", hostile)
	pages["a wrong invitation"] = v.post("/desk/staff", "name", hostile, "email", hostile, "role", hostile, "office", hostile)
	pages["a wrong contact"] = v.post("/desk/contacts", "office", "potenza", "channel", "counter", "name", hostile, "reason", hostile, "phone", hostile, "email", hostile)
	pages["a wrong period"] = v.get("/desk/reports?" + formOf("from", hostile, "until", hostile).Encode())
	for where, p := range pages {
		if p.status >= http.StatusInternalServerError {
			t.Errorf("%s is answered %d", where, p.status)
		}
		if !strings.HasPrefix(p.header.Get("Content-Type"), "text/html") {
			continue
		}
		for _, selector := range []string{"script:not([src])", `script:not([src^="/desk/scripts/"])`, "img", "[onerror]", `[href^="javascript:"]`} {
			if n := len(p.all(selector)); n > 0 {
				t.Errorf("%s has %d of %s", where, n, selector)
			}
		}
	}
	if shown := h.pagesWith("&lt;script&gt;alert(1)&lt;/script&gt;{{.Title}}", pages); len(shown) < 15 {
		t.Errorf("what was written stands on %d pages alone: %q", len(shown), shown)
	}
}
