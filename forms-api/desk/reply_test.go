package desk_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

// reader reads Arabic and gets e-mails.
func reader(r *formsapi.AppointmentRequest) {
	r.Language, r.Contact, r.Email, r.Phone = "ar", formsapi.ContactEmail, "amina@example.org", "333 123 4567"
}

// Given a template, the form shows it filled in both languages before anything
// happens; sent, it stands among the answers with where it is, and on paper.
func TestAnAnswerIsLookedAtAndSent(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Anna", operator))
	id := h.givenRequest(reader)
	path := "/desk/appointments/" + id.String()
	v.get(path).is(http.StatusOK).has("#reply-template option", 1+3).has("#reply-way option", 3).has("#replies", 0)
	form := []string{"version", "1", "template", "documents", "details", "passaporto", "language", "ar", "way", "email"}
	seen := v.post(path+"/reply", append(form, "do", "preview")...).is(http.StatusOK)
	seen.says("#reply-preview [lang=ar]", "passaporto").says("#reply-preview [lang=it]", "Quando vieni, porta questi documenti: passaporto.").has("#replies", 0)
	seen.has("#reply-template option[selected][value=documents]", 1).has("#reply-details[value=passaporto]", 1)
	sent := v.follow(v.post(path+"/reply", append(form, "do", "send")...).is(http.StatusSeeOther))
	sent.says("#replies + ol [lang=it]", "passaporto").says("#replies + ol", "Leaves: Today").has("form.undo", 1).has("#reply-preview", 0)
	paper := v.get(sent.attr("#replies + ol a", "href")).is(http.StatusOK)
	paper.says(".slip [lang=ar]", "passaporto").lacks("Benali")
	v.get(path + "/reply/1").is(http.StatusNotFound)
	v.get(path + "/reply/x").is(http.StatusNotFound)
}

// Given colleagues who read English at the desk and no Italian, they choose by the
// English of each text and see it, named, beside what the person gets: once, and only
// where that is not English. What is kept is as ever; on an Italian desk it is not there.
func TestTheDeskInEnglishSaysWhatATextMeans(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Anna", operator))
	form := []string{"version", "1", "template", "documents", "details", "passaporto", "way", "print"}
	const english, note = "When you come, bring these documents: passaporto.", "The same in English"
	for reads, shown := range map[string]int{"ar": 1, "it": 1, "en": 0} {
		id := h.givenRequest(reader, func(r *formsapi.AppointmentRequest) { r.Language = reads })
		path := "/desk/appointments/" + id.String()
		v.get(path).says("#reply-template [value=documents]", "When you come, bring these documents: …")
		p := v.post(path+"/reply", append(form, "do", "preview")...).is(http.StatusOK)
		p.says("#reply-preview [lang=en]", english).has("#reply-preview [lang=en]", 1).has("#reply-preview [lang=it]", 1)
		p.has("#reply-preview [lang=en].note", 1).has("#reply-reader", shown)
		if shown > 0 {
			p.says("#reply-reader", note)
		}
		v.post(path+"/reply", "version", "1", "text", "Ciao", "language", "it", "way", "print", "do", "preview").has("#reply-reader", 0)
		v.follow(v.post(path+"/reply", append(form, "do", "send")...).is(http.StatusSeeOther)).has("#reply-reader", 0).has("#replies + ol [lang=it]", 1)
	}
	marco := h.signedIn(h.givenStaff("Marco", operator))
	marco.post("/desk/account", "name", "Marco", "language", "it").is(http.StatusSeeOther)
	path := "/desk/appointments/" + h.givenRequest(reader).String()
	marco.get(path).says("#reply-template [value=documents]", "Quando vieni, porta questi documenti: …")
	marco.post(path+"/reply", append(form, "do", "preview")...).is(http.StatusOK).has("#reply-reader", 0).has("#reply-preview [lang=en]", 0)
}

// Given a call that is not made yet, its words can be looked at: only noting it asks
// what came of it. Without words there is nothing to look at.
func TestTheWordsOfACallAreLookedAtBeforeIt(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Anna", operator))
	path := "/desk/appointments/" + h.givenRequest(reader).String() + "/reply"
	form := []string{"version", "1", "text", "Porta il passaporto.", "language", "it", "way", "telephone"}
	v.post(path, append(form, "do", "preview")...).is(http.StatusOK).says("#reply-preview", "Porta il passaporto.").has(".errors", 0)
	v.post(path, append(form, "do", "send")...).is(http.StatusUnprocessableEntity).has("#error-reply-result", 1)
	v.post(path, "version", "1", "language", "it", "way", "telephone", "do", "preview").is(http.StatusUnprocessableEntity).has("#error-reply-text", 1)
}

// Given what staff fill into a text in a language that the desk is not in, looking at
// it warns that nobody translates it; where both are in one language, and in one's own
// words, there is nothing to warn of.
func TestWhatIsFilledInIsNotTranslated(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Anna", operator))
	for desk, warnings := range map[string]map[string]int{
		"en": {"ar": 1, "it": 1, "en": 0},
		"it": {"ar": 1, "it": 0, "en": 1},
	} {
		v.post("/desk/account", "name", "Anna", "language", desk).is(http.StatusSeeOther)
		for language, n := range warnings {
			id := h.givenRequest(reader, func(r *formsapi.AppointmentRequest) { r.Language = language })
			path := "/desk/appointments/" + id.String() + "/reply"
			v.post(path, "version", "1", "template", "documents", "details", "passaporto", "way", "print", "do", "preview").
				is(http.StatusOK).has("#reply-preview .warning", n)
			for _, own := range []string{"it", "ar"} {
				v.post(path, "version", "1", "text", "passaporto", "details", "passaporto", "language", own, "way", "print", "do", "preview").
					is(http.StatusOK).has("#reply-preview .warning", 0)
			}
		}
	}
}

// Given a text in a language that one speaks, one is told to write the rest in it, and
// not to ask a mediator; whoever has not said so is.
func TestWhoSpeaksALanguageAsksNoMediator(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Anna", operator))
	id := h.givenRequest(reader, func(r *formsapi.AppointmentRequest) { r.Language = "ar" })
	form := []string{"version", "1", "template", "documents", "details", "passaporto", "way", "print", "do", "preview"}
	for speaks, ask := range map[string]bool{"zh": true, "ar": false} {
		v.post("/desk/account/languages", "speaks", speaks).is(http.StatusSeeOther)
		p := v.post("/desk/appointments/"+id.String()+"/reply", form...).says("#reply-preview .warning", "write the rest in that language")
		if ask {
			p.says("#reply-preview .warning", "ask a mediator")
		} else {
			p.lacks("ask a mediator")
		}
	}
}

// Given who may only note calls, the form says nothing of what they print.
func TestWhoPrintsNothingReadsNothingOfPrinting(t *testing.T) {
	h := givenDesk(t)
	path := "/desk/appointments/" + h.givenRequest(reader).String()
	mediator := formsapi.Grant{Role: formsapi.RoleMediator, Office: "potenza"}
	h.signedIn(h.givenStaff("Mina", mediator)).get(path).has("#reply-way", 1).has("#hint-reply-print", 0).has("[aria-describedby~=hint-reply-print]", 0)
	h.signedIn(h.givenStaff("Anna", operator)).get(path).has("#hint-reply-print", 1).has("#reply-way[aria-describedby~=hint-reply-print]", 1)
}

// Given an answer on paper, it says that nobody tells the person of it; who asked for
// discretion, or can prove nothing on their page, has it on paper alone.
func TestNobodyIsToldOfWhatIsPrinted(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Anna", operator))
	path := "/desk/appointments/" + h.givenRequest(reader).String()
	v.get(path).says("#reply-way [value=print]", "On their page, and to print").says("#hint-reply-print", "Nobody tells the person")
	sent := v.post(path+"/reply", "version", "1", "text", "Ciao", "language", "it", "way", "print").is(http.StatusSeeOther)
	v.follow(sent).says(".notice", "Nobody tells the person")
	quiet := h.givenRequest(reader, func(r *formsapi.AppointmentRequest) { r.Discreet = true })
	v.get("/desk/appointments/"+quiet.String()).says("#reply-way [value=print]", "Only to print")
	for name, c := range map[string]struct{ way, read string }{
		"":            {"Only to print", "they come back to the office with the code to read it"},
		"Amina Haile": {"On their page, and to print", "with the name where there is neither"},
	} {
		noted := must(h.contacts.Record(t.Context(), root, formsapi.Contact{
			Office: "potenza", Service: "legal-advice", Channel: formsapi.IntakeCounter, Language: "it", Wait: true,
			Details: formsapi.Details{Name: name, Contact: formsapi.ContactNone},
		}))
		v.get("/desk/appointments/"+noted.ID.String()).says("#reply-way [value=print]", c.way).says("#hint-reply-way", c.read)
	}
}

// Given an answer that did not arrive, the page says so with why.
func TestAnAnswerThatFailedSaysWhy(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Anna", operator))
	id := h.givenRequest(reader)
	path := "/desk/appointments/" + id.String()
	v.post(path+"/reply", "version", "1", "template", "received", "language", "ar", "way", "email", "asks", "true").is(http.StatusSeeOther)
	for _, m := range must(h.store.MessagesOf(t.Context(), id)) {
		if m.Notice == formsapi.NoticeReply {
			if err := h.store.Failed(t.Context(), m.ID, h.clock.now(), time.Time{}, "550 no such mailbox"); err != nil {
				t.Fatal(err)
			}
		}
	}
	if n := must(h.time.ReturnUndelivered(t.Context())); n != 1 {
		t.Fatalf("%d came back", n)
	}
	v.get(path).is(http.StatusOK).says("#replies + ol .failed", "550 no such mailbox").says("#history ~ ol", "An answer did not arrive")
	v.get("/desk/calls").is(http.StatusOK).says("main", "Read to the person the answer")
}

// Given what is not in order, it is said at its field with what was typed; given a
// stale form, what happened meanwhile. Markup in an answer stays text.
func TestAnAnswerThatIsRefusedKeepsWhatWasTyped(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Anna", operator))
	id := h.givenRequest(reader)
	path := "/desk/appointments/" + id.String() + "/reply"
	words := "<script>alert(1)</script>"
	v.post(path, "version", "1", "text", words, "language", "it", "way", "sms").is(http.StatusUnprocessableEntity).
		has("#error-reply-way", 1).has(`.errors a[href="#reply-way"]`, 1).says("#reply-text", words).has("main script", 0)
	v.post(path, "version", "1", "text", " ", "language", "it", "way", "print").is(http.StatusUnprocessableEntity).has("#error-reply-text", 1)
	v.post(path, "version", "x", "text", words, "language", "it", "way", "print").is(http.StatusUnprocessableEntity)
	h.decide(root, formsapi.Decision{ID: id, Version: 1, Event: formsapi.EventUrgency, Urgency: "urgent"})
	late := v.post(path, "version", "1", "text", words, "language", "it", "way", "print").is(http.StatusConflict)
	late.says("#reply-text", words).has(".meanwhile", 1).has("#reply + details input[name=version][value='2']", 1)
	v.follow(v.post(path, "version", "2", "text", words, "language", "it", "way", "print").is(http.StatusSeeOther)).says("#replies + ol", words).has("main script", 0)
}

// Given an answer that is kept for later, its writer finds it again, nobody else
// does, and it goes when it is sent. Who was signed out gets back what they typed.
func TestAnAnswerIsKeptForLater(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Anna", operator))
	id := h.givenRequest(reader)
	path := "/desk/appointments/" + id.String()
	form := []string{"version", "1", "template", "documents", "details", "passaporto", "text", "", "language", "ar", "way", "print", "asks", "true"}
	v.follow(v.post(path+"/reply", append(form, "do", "draft")...).is(http.StatusSeeOther)).
		has("#reply-details[value=passaporto]", 1).has("#reply-template option[selected][value=documents]", 1).has("#reply-asks[checked]", 1)
	h.signedIn(h.givenStaff("Ivo", operator)).get(path).is(http.StatusOK).has("#reply-details[value=passaporto]", 0)
	v.post(path+"/reply", append(form, "do", "send")...).is(http.StatusSeeOther)
	v.get(path).is(http.StatusOK).has("#reply-details[value=passaporto]", 0)
	out := h.visitor().post(path+"/reply", form...).is(http.StatusForbidden)
	if !strings.Contains(out.body, "passaporto") {
		t.Error("what was typed is gone")
	}
}

// Given a call, the result is among the answers; a mediator may note one, and write
// nothing.
func TestACallIsNotedWithItsResult(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Mira", mediator))
	id := h.givenRequest(reader)
	path := "/desk/appointments/" + id.String()
	v.get(path).is(http.StatusOK).has("#reply-way option", 1)
	v.post(path+"/reply", "version", "1", "language", "it", "way", "telephone").is(http.StatusUnprocessableEntity).has("#error-reply-result", 1)
	v.post(path+"/reply", "version", "1", "language", "it", "way", "email", "text", "Ciao").is(http.StatusForbidden)
	v.follow(v.post(path+"/reply", "version", "1", "language", "it", "way", "telephone", "result", "no-answer").is(http.StatusSeeOther)).
		says("#replies + ol", "No answer").has("#replies + ol a", 0)
}

func TestWhoAskedToBeCalledIsAnsweredByTelephoneFirst(t *testing.T) {
	h := givenDesk(t)
	id := h.givenRequest(func(r *formsapi.AppointmentRequest) { r.Contact, r.Phone = formsapi.ContactCall, "+39 333 1234567" })
	v := h.signedIn(h.givenStaff("Anna", operator))
	v.get("/desk/appointments/"+id.String()).has("#reply-way option[selected]", 1).has("#reply-way option[selected][value=telephone]", 1)
}
