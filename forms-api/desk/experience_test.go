package desk_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

// givenVisit is a request of somebody who was helped there and then.
func (h *help) givenVisit(changes ...func(*formsapi.AppointmentRequest)) uuid.UUID {
	h.t.Helper()
	id := h.givenRequest(changes...)
	h.decide(root, formsapi.Decision{ID: id, Version: 1, Event: formsapi.EventRecord, Outcome: formsapi.OutcomeHelped})
	return id
}

func (h *help) experiences() []formsapi.ExperienceCount {
	h.t.Helper()
	all, err := h.store.Experiences(h.t.Context(), "potenza", formsapi.Period{From: "2026-01-01", Until: "2026-12-31"})
	if err != nil {
		h.t.Fatal(err)
	}
	return all
}

// Given somebody who was there, a colleague opens two questions in the person's language,
// on a page with nothing of the desk on it, and nobody's name; they answer, are
// thanked, and the colleague finds the way back. Nothing of it is in the log.
func TestThePersonAnswersAtTheCounter(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Mira", mediator))
	id := h.givenVisit(reader)
	path := "/desk/appointments/" + id.String()
	to := v.get(path).is(http.StatusOK).attr(`main a[href$="/experience"]`, "href")
	before := len(h.log())
	asked := v.get(to).is(http.StatusOK).has(`html[lang=ar][dir=rtl]`, 1).has("fieldset input[type=radio]", 10).has("header, nav, script", 0)
	asked.lacks("Benali").has(`footer[lang=en] a[href="`+path+`"]`, 1).has("input[checked]", 0)
	thanked := v.follow(v.post(to, "helped", "4", "treated", "5").is(http.StatusSeeOther))
	thanked.says("h1", "شكرًا! وصلتنا أجوبتك.").has("form", 0).has(`footer a[href="`+path+`"]`, 1)
	if diff := cmp.Diff([]formsapi.ExperienceCount{{Helped: 4, Treated: 5, Count: 1}}, h.experiences()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if after := len(h.log()); after != before {
		t.Errorf("the log has %d entries more", after-before)
	}
	v.get(path).is(http.StatusOK).has(`main a[href$="/experience"]`, 0).says("main", "The person has answered the two questions")
	v.follow(v.post(to, "helped", "1", "treated", "1").is(http.StatusSeeOther)).has("form", 0)
	if n := len(h.experiences()); n != 1 {
		t.Errorf("there are %d answers", n)
	}
}

// Given a question without an answer, it says so in the person's language, and keeps the
// other one.
func TestAQuestionAtTheCounterWithoutAnAnswer(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Anna", operator))
	path := "/desk/appointments/" + h.givenVisit(reader).String() + "/experience"
	v.post(path, "helped", "4", "treated", "9").is(http.StatusUnprocessableEntity).
		has("#helped-4[checked]", 1).has("#error-helped", 0).says("#error-treated", "قل هل عاملوك معاملة جيدة").
		says(`.errors a[href="#treated-1"]`, "قل هل عاملوك معاملة جيدة")
	if all := h.experiences(); len(all) > 0 {
		t.Errorf("there is %v", all)
	}
}

// Given who waits, nobody is asked; given the sheet of a day, whoever came is, once.
func TestTheDaySheetLeadsToTheQuestions(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Anna", coordinator))
	waits := "/desk/appointments/" + h.givenRequest().String()
	v.get(waits).is(http.StatusOK).has(`main a[href$="/experience"]`, 0)
	v.get(waits + "/experience").is(http.StatusNotFound)
	v.post(waits+"/experience", "helped", "4", "treated", "5").is(http.StatusNotFound)
	id := h.givenRequest(asksFor(tuesdayAtTen))
	h.decide(root, formsapi.Decision{ID: id, Version: 1, Event: formsapi.EventConfirm})
	sheet := "/desk/day?office=montelucci&date=2026-03-03"
	v.get(sheet).is(http.StatusOK).has(`table.day a[href$="/experience"]`, 0)
	h.clock.pass(25 * time.Hour)
	v = h.signedIn(h.givenStaff("Ivo", coordinator))
	h.decide(root, formsapi.Decision{ID: id, Version: 2, Event: formsapi.EventAttend})
	to := v.get(sheet).is(http.StatusOK).attr(`table.day a[href$="/experience"]`, "href")
	v.post(to, "helped", "4", "treated", "5").is(http.StatusSeeOther)
	v.get(sheet).is(http.StatusOK).has(`table.day a[href$="/experience"]`, 0)
}

// Given a message that asks and did not arrive, its page says so, and nobody is called
// for it.
func TestNobodyIsCalledToBeAsked(t *testing.T) {
	h := givenDesk(t)
	id := h.givenVisit(reader)
	h.clock.pass(48 * time.Hour)
	for _, m := range must(h.store.MessagesOf(t.Context(), id)) {
		if m.Notice == formsapi.NoticeExperience {
			if err := h.store.Failed(t.Context(), m.ID, h.clock.now(), time.Time{}, "550 no such mailbox"); err != nil {
				t.Fatal(err)
			}
		}
	}
	v := h.signedIn(h.givenStaff("Ivo", operator))
	v.get("/desk/appointments/"+id.String()).is(http.StatusOK).says("#messages + ol .failed", "Two questions on the service").has("#messages + ol .failed form", 0)
	if n := must(h.calls.Count(t.Context(), root)); n != 0 {
		t.Errorf("%d calls wait", n)
	}
}
