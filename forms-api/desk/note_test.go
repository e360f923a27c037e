package desk_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

// Given notes of two colleagues, both stand, each is struck out by its writer alone,
// and that there was one stays.
func TestNotesAreWrittenAndStruckOut(t *testing.T) {
	h := givenDesk(t)
	lucia, marco := h.signedIn(h.givenStaff("Lucia", coordinator)), h.signedIn(h.givenStaff("Marco", operator))
	path := "/desk/appointments/" + h.givenRequest().String()
	lucia.post(path+"/notes", "note", "She has **two** children:\n\n- one of 3\n- one of 7").leadsTo(path + "#notes")
	p := marco.follow(marco.post(path+"/notes", "note", "I called."))
	p.says(".notice", "The note is saved").has(".case-note", 2).says(".case-note strong", "two").has(".case-note li", 2).has(`form[action$="/strike"]`, 1)

	strike := p.attr(`form[action$="/strike"]`, "action")
	lucia.post(strike).is(http.StatusForbidden)
	marco.follow(marco.post(strike).leadsTo(path+"#notes")).has(".case-note", 1).says("[aria-labelledby=notes]", "Note struck out").lacks("I called.")
}

// Given a note that cannot be kept, its sentence says why and what was typed stands
// in its field, also of a whole megabyte.
func TestNotesThatAreRefused(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Marco", operator))
	path := "/desk/appointments/" + h.givenRequest().String()
	for typed, says := range map[string]string{
		" \n": "Type the note", strings.Repeat("a", 4001): "at most 4000 characters", strings.Repeat("parola ", 150_000): "at most 4000 characters",
		"a\x00b": "no text", "a\xff": "no text",
	} {
		p := v.post(path+"/notes", "note", typed).is(http.StatusUnprocessableEntity).says("#error-note", says)
		if kept := p.text("#note"); len(typed) > 10 && kept != strings.TrimSpace(typed) {
			t.Errorf("of %d bytes %d were kept", len(typed), len(kept))
		}
	}
	v.post(path+"/notes", "note", strings.Repeat("x", 5<<20)).is(http.StatusUnprocessableEntity).says("main", "too large")
	v.get(path).has(".case-note", 0)
}

// Given what somebody was writing, it stands in the field when they sign in anew, is
// no step that keeps a session open, and goes when the note is sent.
func TestDraftsSurviveALostSession(t *testing.T) {
	h := givenDesk(t)
	marco := h.givenStaff("Marco", operator)
	v := h.signedIn(marco)
	path := "/desk/appointments/" + h.givenRequest().String()
	v.post(path+"/drafts/note", "text", "  She asked about ").is(http.StatusNoContent)
	for range 6 {
		h.clock.pass(6 * time.Minute)
		v.post(path+"/drafts/note", "text", "  She asked about the")
	}
	v.get(path).is(http.StatusSeeOther)

	v = h.signedIn(marco)
	p := v.get(path).says("#hint-note", "Here is what you were writing")
	if got := textOf(p.all("#note")[0]); !strings.Contains(got, "  She asked about the") {
		t.Errorf("the draft is %q", got)
	}
	h.signedIn(h.givenStaff("Lucia", coordinator)).get(path).lacks("She asked about")
	v.post(path+"/notes", "note", "She asked about the card.").is(http.StatusSeeOther)
	v.get(path).lacks("Here is what you were writing")

	v.post(path+"/drafts/dream", "text", "x").is(http.StatusNotFound)
	v.post(path+"/drafts/note", "text", strings.Repeat("x", 20001)).is(http.StatusUnprocessableEntity)
}

// Given a session that ends while somebody types without scripts, what they send comes
// back to them, and is taken when they are signed in again.
func TestANoteThatComesTooLateIsGivenBack(t *testing.T) {
	h := givenDesk(t)
	marco := h.givenStaff("Marco", operator)
	v := h.signedIn(marco)
	path := "/desk/appointments/" + h.givenRequest().String()
	h.clock.pass(formsapi.SessionIdle + time.Minute)
	p := v.post(path+"/notes", "note", "A <long> note.").is(http.StatusForbidden).says("textarea", "A <long> note.").says(".warning", "not lost")
	if got := p.attr(`form[action="`+path+`/notes"] [name=note]`, "value"); got != "A <long> note." {
		t.Errorf("it would send %q", got)
	}
	v.post(path+"/finish", "version", "1", "outcome", "helped", "note", "Also long.").is(http.StatusForbidden).says("textarea", "Also long.")
	h.signedIn(marco).post(path+"/notes", "note", "A <long> note.").is(http.StatusSeeOther)
}

// Given somebody who is not signed in, and may be anybody, what they send is given
// back only as far as a colleague can have typed it: nobody makes the program hold,
// and write, more than that.
func TestNobodyIsGivenBackMoreThanANote(t *testing.T) {
	h := givenDesk(t)
	notes := "/desk/appointments/" + h.givenRequest().String() + "/notes"
	longest := strings.Repeat("ক", formsapi.MaxNote)
	h.visitor().post(notes, "note", longest).is(http.StatusForbidden).says("textarea", longest)
	answer := h.visitor().post(notes, "note", strings.Repeat(`"`, 30<<10))
	if answer.is(http.StatusSeeOther); len(answer.body) > 4<<10 {
		t.Errorf("who sends a note of 30,720 quotes gets %d bytes", len(answer.body))
	}
}
