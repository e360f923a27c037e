package web_test

import (
	"encoding/json"
	"strings"
	"testing"
)

// The times that Potenza gives in the week of the fixture, at its offset.
const (
	wednesday = "2026-11-25T08:30:00+01:00"
	thursday  = "2026-11-26T08:30:00+01:00"
)

// A slotsAnswer is the contract's answer of GET /api/slots.
type slotsAnswer struct {
	Office, Service string
	MostPeople      int `json:"most_people"`
	Slots           []struct {
		Start         string
		Minutes, Free int
		Languages     []string
	}
}

func (s *service) slots(t *testing.T, query string) slotsAnswer {
	t.Helper()
	a := s.get(t, "/api/slots?"+query)
	var got slotsAnswer
	if err := json.Unmarshal([]byte(a.body), &got); err != nil || a.StatusCode != 200 {
		t.Fatalf("%s is answered %d %s, %v", query, a.StatusCode, a.body, err)
	}
	if kept := a.Header.Get("Cache-Control"); kept != "no-store" || a.Header.Get("ETag") != "" {
		t.Errorf("free times may be kept: %q", kept)
	}
	return got
}

func TestFreeTimesAreThoseOfTheOffice(t *testing.T) {
	s := begin(t)
	got := s.slots(t, "office=potenza&service=orientation&from=2026-11-23&days=7")
	if len(got.Slots) != 8 || got.Office != "potenza" || got.Service != "orientation" {
		t.Fatalf("the answer is %+v", got)
	}
	first, fifth := got.Slots[0], got.Slots[4]
	if first.Start != wednesday || first.Minutes != 30 || first.Free != 1 || first.Languages == nil || len(first.Languages) != 0 {
		t.Errorf("the first is %+v", first)
	}
	if fifth.Start != thursday || strings.Join(fifth.Languages, " ") != "ar" {
		t.Errorf("the fifth is %+v", fifth)
	}
	if same := s.slots(t, "office=potenza&service=orientation"); len(same.Slots) != 8 {
		t.Errorf("a week from today on has %d", len(same.Slots))
	}
	if digits := s.slots(t, "office=potenza&service=orientation&days=%D9%A3"); len(digits.Slots) != 4 { // ٣
		t.Errorf("three days have %d", len(digits.Slots))
	}
}

// Given an office that is called or walked into, there is nothing to choose: the
// list is empty, and no member is null.
func TestWhoTakesNoRequestsHasNoFreeTimes(t *testing.T) {
	s := begin(t)
	for _, query := range []string{"office=caller&service=orientation", "office=walker&service=orientation", "office=potenza&service=legal-advice"} {
		if body := s.get(t, "/api/slots?"+query).body; !strings.Contains(body, `"slots":[]`) {
			t.Errorf("%s is answered %s", query, body)
		}
	}
}

// Given an office where each person takes a place, a group that it never has room for
// at once is given no time, and told why: on the page, and by a number in JSON.
func TestATooLargeGroupIsToldThatThereIsNoRoom(t *testing.T) {
	s := begin(t)
	for people, times := range map[string]int{"4": 2, "5": 0} {
		got := s.slots(t, "office=family&service=group&people="+people)
		if len(got.Slots) != times || got.MostPeople != 4 {
			t.Errorf("%s people have %d times, of at most %d people", people, len(got.Slots), got.MostPeople)
		}
	}
	for _, lang := range languages {
		said := s.config.Words.Message(lang, "no-times-for-so-many", map[string]any{"Max": 4})
		s.get(t, "/"+lang+"/appointments/new/?office=family&service=group&people=5&after=people").must(t, 200, step("slot"), in("[data-none]", hasText(said)), in("#slot-none[checked]"))
	}
	s.get(t, newForm+"?office=family&service=group&people=4&after=people").must(t, 200, step("slot"), no("[data-none]"), in("#slot-2"))
	if whole := s.slots(t, "office=potenza&service=orientation&people=12"); whole.MostPeople != 12 || len(whole.Slots) != 8 {
		t.Errorf("where a family takes one place, %d can come", whole.MostPeople)
	}
	asking := map[string]any{"office": "family", "service": "group", "people": 5, "slot": wednesday}
	s.postJSON(t, "/api/appointments", askingJSON(asking)).mustRefuse(t, 422, "people: error-people-too-many")
	if asking["slot"] = ""; len(s.kept(t)) > 0 {
		t.Error("something is kept")
	}
	s.postJSON(t, "/api/appointments", askingJSON(asking)).must(t, 201)
}

func TestAWrongQuestionForFreeTimesIsRefused(t *testing.T) {
	s := begin(t)
	for query, want := range map[string][]string{
		"":                                    {"office: error-office-unknown"},
		"office=atlantis&service=orientation": {"office: error-office-unknown"},
		"office=potenza&service=magic":        {"service: error-service-unknown"},
		"office=potenza&service=orientation&people=13&days=63": {"people: error-people-range", "days: error-days-range"},
		"office=potenza&service=orientation&people=two":        {"people: error-people-range"},
		"office=potenza&service=orientation&days=0":            {"days: error-days-range"},
		"office=potenza&service=orientation&from=tomorrow":     {"from: error-date-invalid"},
		"office=potenza&service=orientation&from=2026-02-30":   {"from: error-date-invalid"},
	} {
		s.get(t, "/api/slots?"+query, "Accept-Language", "en").mustRefuse(t, 422, want...)
	}
}

// Given one desk, the second who wants a time is told the three nearest ones.
func TestATakenTimeIsAnsweredWithOthers(t *testing.T) {
	s := begin(t)
	asking := askingJSON(map[string]any{"slot": wednesday})
	s.postJSON(t, "/api/appointments", asking).must(t, 201)
	if left := s.slots(t, "office=potenza&service=orientation"); len(left.Slots) != 7 || left.Slots[0].Start == wednesday {
		t.Errorf("the time that was taken is offered still: %+v", left)
	}
	p := s.postJSON(t, "/api/appointments", asking).mustRefuse(t, 409, "slot: error-slot-taken")
	want := []string{"2026-11-25T09:00:00+01:00", "2026-11-25T09:30:00+01:00", "2026-11-25T10:00:00+01:00"}
	if strings.Join(p.Alternatives, " ") != strings.Join(want, " ") {
		t.Errorf("the alternatives are %v, want %v", p.Alternatives, want)
	}
	if kept := s.kept(t); len(kept) != 1 {
		t.Errorf("%d requests are kept", len(kept))
	}
}

func TestOneContactHasSoManyAppointments(t *testing.T) {
	s := begin(t)
	s.postJSON(t, "/api/appointments", askingJSON(map[string]any{"service": "papers", "slot": wednesday})).must(t, 201)
	p := s.postJSON(t, "/api/appointments", askingJSON(map[string]any{"service": "papers", "slot": thursday, "phone": "+39 333 1234567"})).mustRefuse(t, 409)
	if want := s.config.Words.Message("it", "error-too-many-appointments", nil); p.Title != want {
		t.Errorf("the title is %q, want %q", p.Title, want)
	}
	s.postForm(t, "/api/appointments", onTheWay("service", "papers", "slot", thursday)).must(t, 409, step("about"), isCarried("slot", thursday),
		in(".error-summary li", hasText(s.config.Words.Message("it", "error-too-many-appointments", nil))), in(".error-summary li:nth-child(2)"), in("#name", hasAttr("value", "Amina Bà")))
}
