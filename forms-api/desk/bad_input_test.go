package desk_test

import (
	"html"
	"net/http"
	"path"
	"strings"
	"testing"
	"time"

	formsapi "sportello/forms-api"
	"sportello/forms-api/desk"
)

// bad is a desk with a request at which something wrong is going to be sent.
type bad struct {
	*help
	rita   formsapi.Staff
	marco  formsapi.Staff
	path   string // of the request
	secret string // of Rita's app
}

// A send is what Rita does at her browser, where she is signed in.
type send func(v *visitor) *page

// badInput is what can be wrong: how it is sent, with what status and what sentence it is
// answered in the desk's languages, and what of it was typed and must still be there.
// More of the same kind stands beside what it is about: dates in appointment_test.go and
// appointment_hours_test.go, work in casework_test.go, answers in reply_test.go, contacts in
// contact_test.go, closures in closures_test.go, roles in colleague_test.go, passwords in
// account_test.go, erasing in erasure_test.go, pages in translation_sheet_test.go.
var badInput = map[string]struct {
	given    func(bad) send
	status   int
	en, it   string
	kept     string
	happened string // since the form was opened, as the page tells it
}{
	"a stale form": {func(b bad) send {
		b.decide(b.marco, formsapi.Decision{ID: b.newest().ID, Version: 1, Event: formsapi.EventUrgency, Urgency: "urgent"})
		return b.posts("/finish", "version", "1", "outcome", "informed", "note", "Told her the hours.")
	}, 409, "The request changed meanwhile", "Nel frattempo la richiesta è cambiata", "Told her the hours.", "Marco"},
	"a stale answer": {func(b bad) send {
		b.decide(b.marco, formsapi.Decision{ID: b.newest().ID, Version: 1, Event: formsapi.EventUrgency, Urgency: "urgent"})
		return b.posts("/reply", "version", "1", "way", "print", "language", "it", "text", "Venga domani.")
	}, 409, "The request changed meanwhile", "Nel frattempo la richiesta è cambiata", "Venga domani.", "Marco"},
	"a form of a version to come": {func(b bad) send {
		return b.posts("/finish", "version", "9", "outcome", "informed", "note", "Told her.")
	}, 409, "The request changed meanwhile", "Nel frattempo la richiesta è cambiata", "Told her.", ""},
	"a form without its version": {func(b bad) send { return b.posts("/decline", "reason", "other") },
		422, "The form arrived incomplete", "Il modulo è arrivato incompleto", "", ""},
	"a form that is no form": {func(b bad) send { return b.raw(b.path+"/decline", "version=1&reason=%zz") },
		422, "The form arrived incomplete", "Il modulo è arrivato incompleto", "", ""},

	"a step that the state table does not have": {func(b bad) send { return b.posts("/attend", "version", "1") },
		409, "This step is not possible", "Questo passo non è possibile", "", ""},
	"a step back from where nobody has been": {func(b bad) send { return b.posts("/reopen", "version", "1") },
		409, "This step is not possible", "Questo passo non è possibile", "", ""},
	"a step with what is declined": {func(b bad) send {
		b.decide(b.marco, formsapi.Decision{ID: b.newest().ID, Version: 1, Event: formsapi.EventDecline, Reason: "other"})
		return b.posts("/confirm", "version", "2", "date", "2026-03-05", "time", "10:30", "note", "Bring the passport.")
	}, 409, "This step is not possible", "Questo passo non è possibile", "Bring the passport.", ""},
	"a step that is none": {func(b bad) send { return b.posts("/approve", "version", "1") },
		404, "The address does not exist", "L’indirizzo non esiste", "", ""},
	"a step taken back too late": {func(b bad) send {
		b.decide(b.rita, formsapi.Decision{ID: b.newest().ID, Version: 1, Event: formsapi.EventUrgency, Urgency: "low"})
		b.clock.pass(formsapi.UndoFor + time.Second)
		return b.posts("/undo", "version", "2")
	}, 409, "cannot be taken back any more", "Non si può più tornare indietro", "", ""},
	"a request that is none": {func(b bad) send { return func(v *visitor) *page { return v.get("/desk/appointments/1") } },
		404, "The address does not exist", "L’indirizzo non esiste", "", ""},

	"a note of a megabyte":             {aNoteOf(strings.Repeat("parola ", 150_000)), 422, "at most 4000 characters", "al massimo 4000 caratteri", strings.Repeat("parola ", 150_000), ""},
	"a note of a character too many":   {aNoteOf(strings.Repeat("ñ", 4001)), 422, "at most 4000 characters", "al massimo 4000 caratteri", strings.Repeat("ñ", 4001), ""},
	"a note of more than a form takes": {aNoteOf(strings.Repeat("x", 5<<20)), 422, "incomplete or too large", "incompleto o troppo grande", "", ""},
	"a note of nothing":                {aNoteOf(" \n\t"), 422, "Type the note", "Scrivi la nota", "", ""},
	"a note with a byte of zero":       {aNoteOf("Called\x00 twice."), 422, "characters that are no text", "caratteri che non sono testo", "twice.", ""},
	"a note that is no UTF-8":          {aNoteOf("Called\xff\xfe twice."), 422, "characters that are no text", "caratteri che non sono testo", " twice.", ""},
	"a step with a note of a megabyte": {func(b bad) send {
		return b.posts("/decline", "version", "1", "reason", "other", "note", strings.Repeat("parola ", 150_000))
	}, 422, "at most 4000 characters", "al massimo 4000 caratteri", strings.Repeat("parola ", 150_000), ""},
	"a step with a note of zeros": {func(b bad) send {
		return b.posts("/decline", "version", "1", "reason", "other", "note", "Called\x00 twice.")
	}, 422, "characters that are no text", "caratteri che non sono testo", "twice.", ""},
	"a draft of a megabyte": {func(b bad) send { return b.posts("/drafts/note", "text", strings.Repeat("x", 1<<20)) },
		422, "", "", "", ""}, // to a script, which says in its own words that nothing is kept
	"a contact of a megabyte": {func(b bad) send {
		return func(v *visitor) *page {
			return v.post("/desk/contacts", "office", "potenza", "reason", strings.Repeat("x", 1<<20))
		}
	}, 422, "incomplete or too large", "incompleto o troppo grande", "", ""},
	"a search for a page of text": {func(b bad) send {
		return func(v *visitor) *page { return v.post("/desk/find", "search", strings.Repeat("parola ", 1000)) }
	}, 422, "Type at most", "Scrivi al massimo", "", ""},

	"ten years on the screen":   {reads("/desk/reports"), 422, "A report covers one year at most", "Un rapporto copre al massimo un anno", "2016-01-01", ""},
	"ten years on paper":        {reads("/desk/reports/paper"), 422, "A report covers one year at most", "Un rapporto copre al massimo un anno", "", ""},
	"ten years as CSV":          {reads("/desk/reports/files/csv"), 422, "A report covers one year at most", "Un rapporto copre al massimo un anno", "", ""},
	"ten years as XLSX":         {reads("/desk/reports/files/xlsx"), 422, "A report covers one year at most", "Un rapporto copre al massimo un anno", "", ""},
	"ten years for a funder":    {reads("/desk/reports/funders/fami"), 422, "A report covers one year at most", "Un rapporto copre al massimo un anno", "", ""},
	"a file that nobody writes": {reads("/desk/reports/files/docx"), 404, "The address does not exist", "L’indirizzo non esiste", "", ""},

	"an expired invitation": {func(b bad) send {
		token := b.invitation()
		b.clock.pass(formsapi.InvitationLife)
		return opens(token)
	}, 404, "was used, has expired or was replaced", "è già stato usato, è scaduto o è stato sostituito", "", ""},
	"an expired invitation that was open": {func(b bad) send {
		token := b.invitation()
		b.clock.pass(formsapi.InvitationLife)
		return accepts(token)
	}, 404, "was used, has expired or was replaced", "è già stato usato, è scaduto o è stato sostituito", "", ""},
	"an invitation that was used": {func(b bad) send {
		token := b.invitation()
		if _, err := b.accounts.Accept(b.t.Context(), token, password, password); err != nil {
			b.t.Fatal(err)
		}
		return accepts(token)
	}, 404, "was used, has expired or was replaced", "è già stato usato, è scaduto o è stato sostituito", "", ""},
	"an invitation that was replaced": {func(b bad) send {
		token := b.invitation()
		if _, err := b.accounts.Reset(b.t.Context(), b.invited(), formsapi.ByCommand); err != nil {
			b.t.Fatal(err)
		}
		return accepts(token)
	}, 404, "was used, has expired or was replaced", "è già stato usato, è scaduto o è stato sostituito", "", ""},

	"a code of the app that was used": {func(b bad) send {
		b.clock.pass(time.Minute)
		return b.gives(b.uses(b.appCode(b.secret)))
	}, 403, "This code was used already", "Questo codice è già stato usato", "", ""},
	"a code of the step before one that was used": {func(b bad) send {
		b.clock.pass(time.Minute)
		before := b.appCode(b.secret, -30*time.Second)
		b.uses(b.appCode(b.secret))
		return b.gives(before)
	}, 403, "This code was used already", "Questo codice è già stato usato", "", ""},
	"a recovery code that was used": {func(b bad) send {
		b.clock.pass(time.Minute)
		delete(b.recovery, b.rita.Email) // the next one begins ten new ones
		return b.gives(b.uses(b.recoveryCode(b.rita)))
	}, 403, "This code was used already", "Questo codice è già stato usato", "", ""},
	"a code that is none": {func(b bad) send { return b.gives("12345") },
		422, "six digits", "sei cifre", "", ""},
}

// Given what is wrong, it is answered with the right status and a clear sentence in the
// desk's language, what was typed is there to be corrected, and nothing is half done: the
// store has what it had, and the log no success.
func TestBadInputIsRefusedInASentenceAndLeavesNothing(t *testing.T) {
	b := givenBad(t)
	for name, c := range badInput {
		t.Run(name, func(t *testing.T) {
			b := b.anew(t)
			sends, v := c.given(b), b.signedIn(b.rita)
			for language, says := range map[string]string{"en": c.en, "it": c.it} {
				v.post("/desk/language", "language", language).is(http.StatusSeeOther)
				before := b.standing()
				p := sends(v).is(c.status)
				b.unchanged(name, before)
				if says == "" {
					continue
				}
				p.says("main", says).has("html[lang="+language+"]", 1).has("h1", 1)
				if !strings.Contains(p.body, html.EscapeString(c.kept)) {
					t.Errorf("in %s what was typed is gone", language)
				}
				if c.happened != "" {
					p.says(".meanwhile", c.happened)
				}
			}
		})
	}
}

func givenBad(t *testing.T) bad {
	t.Helper()
	h := givenDesk(t, func(c *desk.Config) { c.Limits = false })
	b := bad{help: h, rita: h.givenStaff("Rita", everything...), marco: h.givenStaff("Marco", operator)}
	b.secret = h.secrets[b.rita.Email]
	return b
}

// anew is the same desk with another request: what is refused leaves it as it was.
func (b bad) anew(t *testing.T) bad {
	t.Helper()
	own := *b.help
	own.t = t
	b.help = &own
	b.path = "/desk/appointments/" + b.givenRequest().String()
	return b
}

// posts sends a form of the request's page.
func (b bad) posts(to string, form ...string) send {
	return func(v *visitor) *page { return v.post(b.path+to, form...) }
}

func aNoteOf(text string) func(bad) send {
	return func(b bad) send { return b.posts("/notes", "note", text) }
}

// reads asks for ten years.
func reads(path string) func(bad) send {
	return func(bad) send {
		return func(v *visitor) *page { return v.get(path + "?from=2016-01-01&until=2025-12-31") }
	}
}

func (b bad) invitation() (token string) {
	b.t.Helper()
	token, err := b.accounts.Invite(b.t.Context(), formsapi.Staff{Name: "New", Email: b.invited(), Language: "en", Grants: []formsapi.Grant{operator}}, formsapi.ByCommand)
	if err != nil {
		b.t.Fatal(err)
	}
	return token
}

// invited is the e-mail of who is invited in this test.
func (b bad) invited() string { return mailbox(path.Base(b.path)) }

func opens(token string) send {
	return func(v *visitor) *page { return v.get("/desk/invitation?token=" + token) }
}

func accepts(token string) send {
	return func(v *visitor) *page {
		return v.post("/desk/invitation", "token", token, "password", password, "repeated", password)
	}
}

// uses signs Rita in with a code, and returns it.
func (b bad) uses(code string) string {
	b.t.Helper()
	v := b.visitor()
	v.post("/desk/sign-in", "email", b.rita.Email, "password", password).is(http.StatusSeeOther)
	v.post("/desk/sign-in/code", "code", code).leadsTo("/desk/")
	return code
}

// gives signs out, and then in as far as a code.
func (b bad) gives(code string) send {
	return func(v *visitor) *page {
		v.post("/desk/sign-out").is(http.StatusSeeOther)
		v.post("/desk/sign-in", "email", b.rita.Email, "password", password).is(http.StatusSeeOther)
		return v.post("/desk/sign-in/code", "code", code)
	}
}

// raw sends what no browser makes of a form.
func (b bad) raw(path, body string) send {
	return func(v *visitor) *page { return v.sendRaw(http.MethodPost, path, body) }
}
