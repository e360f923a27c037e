package web_test

import (
	"slices"
	"testing"
)

// needing is who needs an interpreter of Arabic, on the way to the last step.
func needing(changed ...string) (all []string) {
	return append([]string{"step", "check", "spoken_language", "ar", "interpreter", "true"}, changed...)
}

// Given somebody who needs an interpreter and chose a time at which nobody speaks
// their language, the last step says so, and changes to a time at which somebody
// does with one press; they may also send it as it is.
func TestWhoNeedsALanguageIsToldThatNobodySpeaksIt(t *testing.T) {
	s := begin(t)
	a := s.postForm(t, "/api/appointments", onTheWay(needing()...))
	a.must(t, 200, step("check"), in("[data-nobody-speaks] [data-words]", hasText("A quest’ora non c’è nessuno che parla: arabo.")), in("[data-send]"))
	times := a.values("button[name=instead]")
	if len(times) != 3 || !slices.Contains(times, thursday) || slices.Contains(times, wednesday) {
		t.Fatalf("the times with somebody who speaks Arabic are %v", times)
	}
	changed := onTheWay(needing("instead", thursday)...)
	changed.Del("step")
	s.postForm(t, "/api/appointments", changed).must(t, 200, step("check"), no("[data-nobody-speaks]"), in("input[name=slot]", hasAttr("value", thursday)))
	kept := onTheWay(needing()...)
	kept.Del("step")
	s.postForm(t, "/api/appointments", kept).must(t, 303)
}

// Given an office of which nobody knows who speaks what, no more is said than that.
func TestWhoSpeaksMayBeUnknown(t *testing.T) {
	s := begin(t)
	s.postForm(t, "/api/appointments", onTheWay(needing("office", "montelucci")...)).must(t, 200, step("check"),
		in("[data-nobody-speaks] [data-words]", hasText("Non sappiamo se a quest’ora c’è qualcuno che parla: arabo.")), no("[data-matching]"))
}

// Given a language that nobody there speaks at any time, no time is named; who
// needs nobody, or waits, or speaks what everybody does, is told nothing.
func TestNothingIsSaidOfALanguageWithoutNeed(t *testing.T) {
	s := begin(t)
	s.postForm(t, "/api/appointments", onTheWay(needing("spoken_language", "wo")...)).must(t, 200, in("[data-nobody-speaks]"), no("[data-matching]"))
	for _, c := range [][]string{
		needing("slot", thursday), needing("interpreter", ""), needing("spoken_language", ""), needing("spoken_language", "it"), needing("slot", ""),
	} {
		s.postForm(t, "/api/appointments", onTheWay(c...)).must(t, 200, step("check"), no("[data-nobody-speaks]"))
	}
}

// Given an appointment, whoever has its reference can look first at the times with
// somebody who speaks a language: any of them, so that none is told to be theirs.
func TestAnotherTimeWithALanguageFirst(t *testing.T) {
	s := begin(t)
	at, _ := s.booked(t)
	s.get(t, at+"/change").must(t, 200, in("button[name=first][formmethod=get]", hasAttr("value", "ar")))
	a := s.get(t, at+"/change?first=ar&slot=x")
	a.must(t, 200, in("#slot-1", hasAttr("value", thursday)), no("button[name=first]"), in("input[name=spoken]", hasAttr("value", "ar")))
	s.get(t, at+"/change?from=2026-12-01&spoken=ar").must(t, 200, in("#slot-1", hasAttr("value", "2026-12-03T08:30:00+01:00")))
	s.get(t, at+"/change?first=%3Cb%3E").must(t, 200, no("input[name=spoken]"))
}
