package formsapi_test

import (
	"crypto/rand"
	"database/sql"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	formsapi "sportello/forms-api"
)

func (s *service) rateService() *formsapi.RateService {
	return &formsapi.RateService{
		Appointments: s.store, Store: s.store, Sealer: s.ring, Catalogue: s, Now: func() time.Time { return s.now }, Random: rand.Reader,
	}
}

// helped is a request of somebody who was helped there and then, with its reference.
func (s *service) helped(t *testing.T) (formsapi.Appointment, formsapi.Reference) {
	t.Helper()
	a := s.asked(t, asking(""))
	if err := s.work.Decide(t.Context(), coordinator, formsapi.Decision{ID: a.ID, Version: a.Version, Event: formsapi.EventRecord, Outcome: formsapi.OutcomeHelped}); err != nil {
		t.Fatal(err)
	}
	d, err := formsapi.OpenDetails(s.ring, a)
	if err != nil {
		t.Fatal(err)
	}
	return a, d.Reference
}

func (s *service) said(t *testing.T) []formsapi.ExperienceCount {
	t.Helper()
	all, err := s.store.Experiences(t.Context(), "desk", formsapi.Period{From: "2026-01-01", Until: "2026-12-31"})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

var content = formsapi.ExperienceAnswer{Helped: 4, Treated: 5}

// Given somebody who was there, they say what they think, once: by their reference,
// or on a colleague's device.
func TestWhoWasThereSaysWhatTheyThinkOnce(t *testing.T) {
	s := begin(t)
	u := s.rateService()
	first, reference := s.helped(t)
	if err := u.Rate(t.Context(), reference, content); err != nil {
		t.Fatal(err)
	}
	for name, err := range map[string]error{
		"again":          u.Rate(t.Context(), reference, content),
		"at the counter": u.RateAtCounter(t.Context(), coordinator, first.ID, content),
	} {
		if formsapi.CodeOf(err) != formsapi.CodeConflict || !strings.Contains(err.Error(), "experience-given") {
			t.Errorf("%s: %v", name, err)
		}
	}
	second, _ := s.helped(t)
	if err := u.RateAtCounter(t.Context(), coordinator, second.ID, content); err != nil {
		t.Error(err)
	}
	if diff := cmp.Diff([]formsapi.ExperienceCount{{Helped: 4, Treated: 5, Count: 2}}, s.said(t)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Who has not been there is not asked, and neither is a stranger, nor a colleague of
// another office.
func TestOnlyWhoWasThereIsAsked(t *testing.T) {
	s := begin(t)
	u := s.rateService()
	waits := s.asked(t, asking(""))
	there, _ := s.helped(t)
	elsewhere := coordinator
	elsewhere.Grants = []formsapi.Grant{{Role: formsapi.RoleOperator, Office: "other"}}
	for name, err := range map[string]error{
		"who waits":           u.RateAtCounter(t.Context(), coordinator, waits.ID, content),
		"another's colleague": u.RateAtCounter(t.Context(), elsewhere, there.ID, content),
		"a stranger":          u.Rate(t.Context(), "K7QF2M9X4TBD", content),
	} {
		if formsapi.CodeOf(err) != formsapi.CodeNotFound {
			t.Errorf("%s: %v, want not found", name, err)
		}
	}
	if said := s.said(t); len(said) > 0 {
		t.Errorf("there is %v", said)
	}
}

// What is no answer is refused with its field, and can be given right afterwards.
func TestAnAnswerHasTwoMarks(t *testing.T) {
	s := begin(t)
	u := s.rateService()
	a, _ := s.helped(t)
	err := u.RateAtCounter(t.Context(), coordinator, a.ID, formsapi.ExperienceAnswer{Treated: 6})
	if want := "invalid (helped: error-helped-missing, treated: error-treated-missing)"; err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
	if err := u.RateAtCounter(t.Context(), coordinator, a.ID, content); err != nil {
		t.Error(err)
	}
}

// Nothing that is stored leads from an answer to who gave it: the audit log has no
// entry, the request the month alone, and the answer neither id nor moment.
func TestNothingLeadsFromAnAnswerToWhoGaveIt(t *testing.T) {
	s := begin(t)
	a, reference := s.helped(t)
	before := len(s.entries(t))
	s.now = s.now.Add(26*time.Hour + 17*time.Minute)
	if err := s.rateService().Rate(t.Context(), reference, content); err != nil {
		t.Fatal(err)
	}
	if after := len(s.entries(t)); after != before {
		t.Errorf("the log has %d entries more", after-before)
	}
	db, err := sql.Open("sqlite", "file:"+s.path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var rated int64
	var day, office, service, language, id string
	if err := db.QueryRow(`SELECT rated_at FROM appointment`).Scan(&rated); err != nil {
		t.Fatal(err)
	}
	if err := db.QueryRow(`SELECT hex(id), day, office, service, language FROM experience`).Scan(&id, &day, &office, &service, &language); err != nil {
		t.Fatal(err)
	}
	if got := time.UnixMilli(rated).UTC(); !got.Equal(time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("the request keeps %s", got)
	}
	if got := fmt.Sprint(day, office, service, language); got != "2026-03-03deskadviceit" || strings.EqualFold(id, strings.ReplaceAll(a.ID.String(), "-", "")) {
		t.Errorf("the answer keeps %s, %s", id, got)
	}
}

// What people said is told of five and more, and which marks they gave only where
// none of them is of few people; an average that would tell one is left out.
func TestWhatPeopleSaidIsToldOfMany(t *testing.T) {
	for name, c := range map[string]struct {
		said  []formsapi.ExperienceCount
		count string
		want  *formsapi.Opinion
	}{
		"nobody":       {nil, "0", nil},
		"four":         {[]formsapi.ExperienceCount{{Helped: 5, Treated: 5, Count: 4}}, "<5", nil},
		"alike":        {[]formsapi.ExperienceCount{{Helped: 5, Treated: 1, Count: 6}}, "6", &formsapi.Opinion{Average: 5, ByValue: &[5]int{4: 6}}},
		"two groups":   {[]formsapi.ExperienceCount{{Helped: 5, Treated: 1, Count: 6}, {Helped: 2, Treated: 1, Count: 5}}, "11", &formsapi.Opinion{Average: 3.6, ByValue: &[5]int{1: 5, 4: 6}}},
		"a few":        {[]formsapi.ExperienceCount{{Helped: 5, Treated: 1, Count: 6}, {Helped: 2, Treated: 1, Count: 2}}, "8", &formsapi.Opinion{Average: 4.3}},
		"all but one":  {[]formsapi.ExperienceCount{{Helped: 5, Treated: 1, Count: 6}, {Helped: 4, Treated: 1, Count: 1}}, "7", &formsapi.Opinion{}},
		"one but five": {[]formsapi.ExperienceCount{{Helped: 1, Treated: 1, Count: 6}, {Helped: 2, Treated: 1, Count: 1}}, "7", &formsapi.Opinion{}},
	} {
		l := givenLedger(t, times(9, 1)...)
		l.said = map[string][]formsapi.ExperienceCount{"desk": c.said}
		got := l.report(t).Experience
		if diff := cmp.Diff(c.want, got.Helped); diff != "" || got.Count.String() != c.count {
			t.Errorf("%s: %s answers (-want +got):\n%s", name, got.Count, diff)
		}
	}
}
