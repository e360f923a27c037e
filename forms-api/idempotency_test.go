package formsapi_test

import (
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

// Given a request that was answered, its repetition is answered the same,
// although the office has meanwhile stopped taking requests.
func TestARepetitionIsAnsweredAsTheFirst(t *testing.T) {
	for name, repeat := range map[string]func(*formsapi.AppointmentRequest){
		"a key":        func(r *formsapi.AppointmentRequest) { r.IdempotencyKey = "one" },
		"a form token": func(r *formsapi.AppointmentRequest) { r.FormToken = "token" },
	} {
		t.Run(name, func(t *testing.T) {
			s := begin(t)
			r := asking("")
			repeat(&r)
			first, err := s.request.Request(t.Context(), r)
			if err != nil {
				t.Fatal(err)
			}
			s.mode, s.now = formsapi.ModePhone, s.now.Add(time.Hour)
			again, err := s.request.Request(t.Context(), r)
			if err != nil || again != first {
				t.Errorf("repeated: %q (%v), want %q", again, err, first)
			}
			r.IdempotencyKey, r.FormToken = "", ""
			if _, err := s.request.Request(t.Context(), r); formsapi.CodeOf(err) != formsapi.CodeInvalid {
				t.Errorf("a new request: %v, want that the office takes none", err)
			}
		})
	}
}

// Given a key, any other content with it is refused, also where texts run into
// one another.
func TestAKeyBelongsToItsContent(t *testing.T) {
	for name, change := range map[string]func(*formsapi.AppointmentRequest){
		"another name":    func(r *formsapi.AppointmentRequest) { r.Name = "Amin" },
		"moved letters":   func(r *formsapi.AppointmentRequest) { r.Name, r.Reason = " Amina \",\"uno", "due" },
		"more people":     func(r *formsapi.AppointmentRequest) { r.People = 2 },
		"another need":    func(r *formsapi.AppointmentRequest) { r.Needs = []string{"wheelchair"} },
		"discretion":      func(r *formsapi.AppointmentRequest) { r.Discreet = true },
		"without consent": func(r *formsapi.AppointmentRequest) { r.Consent = false },
	} {
		t.Run(name, func(t *testing.T) {
			s := begin(t)
			s.asked(t, asking("one"))
			other := asking("one")
			change(&other)
			if _, err := s.request.Request(t.Context(), other); formsapi.CodeOf(err) != formsapi.CodeReused {
				t.Errorf("answered %v, want %s", err, formsapi.CodeReused)
			}
		})
	}
}

// Given a rated page, the repetition gives the same receipt although the page is
// gone; the same key may name a request too.
func TestARepeatedRatingGivesTheSameReceipt(t *testing.T) {
	s := begin(t)
	s.asked(t, asking("one"))
	r := formsapi.PageRating{Page: "/it/", Rating: 4, Language: "it", IdempotencyKey: "one"}
	first, err := s.rate.Rate(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	s.rate.Pages = noPages{}
	if again, err := s.rate.Rate(t.Context(), r); err != nil || again != first {
		t.Errorf("repeated: %q (%v), want %q", again, err, first)
	}
	r.Rating = 5
	if _, err := s.rate.Rate(t.Context(), r); formsapi.CodeOf(err) != formsapi.CodeReused {
		t.Errorf("with other content: %v, want %s", err, formsapi.CodeReused)
	}
}

type noPages struct{}

func (noPages) HasPage(string) bool { return false }

// Given a clock of some weeks ago, as the demonstration has, ids are of that time.
func TestIDsAreOfTheUseCasesTime(t *testing.T) {
	s := begin(t)
	a := s.asked(t, asking(""))
	history, err := s.store.AppointmentHistory(t.Context(), a.ID)
	if err != nil {
		t.Fatal(err)
	}
	for what, id := range map[string][16]byte{"the request": a.ID, "its event": history[0].ID} {
		if ms := int64(id[0])<<40 | int64(id[1])<<32 | int64(id[2])<<24 | int64(id[3])<<16 | int64(id[4])<<8 | int64(id[5]); ms != monday.UnixMilli() {
			t.Errorf("%s has an id of %s, want %s", what, time.UnixMilli(ms).UTC(), monday)
		}
	}
}
