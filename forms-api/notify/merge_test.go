package notify_test

import (
	"crypto/rand"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

// The times of these tests: Friday is far enough away that the night may pass.
const (
	friday   = "2026-03-06T10:00"
	saturday = "2026-03-07T11:00"
	sunday   = "2026-03-08T12:00"
)

var atNight = time.Date(2026, 3, 2, 22, 30, 0, 0, rome)

// A change is one thing that somebody does with an appointment.
type change func(*testing.T, *service, formsapi.Reference)

func person(event formsapi.Event, at string) change {
	return func(t *testing.T, s *service, ref formsapi.Reference) {
		p := formsapi.PersonStep{Reference: ref, Event: event}
		if at != "" {
			p.Slot = instant(at).Format(time.RFC3339)
		}
		s.step(t, p)
	}
}

func corrects(address string) change {
	return func(t *testing.T, s *service, ref formsapi.Reference) {
		s.step(t, formsapi.PersonStep{Reference: ref, Event: formsapi.EventCorrect, Proof: "amina@example.org", Email: address, Contact: formsapi.ContactEmail})
	}
}

func staff(event formsapi.Event, at string) change {
	return func(t *testing.T, s *service, ref formsapi.Reference) {
		t.Helper()
		a, err := s.store.AppointmentByIndex(t.Context(), s.ring.Index(formsapi.IndexReference, string(ref)))
		if err != nil {
			t.Fatal(err)
		}
		work := &formsapi.WorkAppointments{
			Catalogue: town{}, Sealer: s.ring, Store: s.store, Staff: s.store, Channels: formsapi.Channels{Email: true, SMS: true}, Now: s.clock,
		}
		by := formsapi.Staff{ID: uuid.Must(uuid.NewRandomFromReader(rand.Reader)), Grants: []formsapi.Grant{{Role: formsapi.RoleCoordinator}}}
		if err := work.Decide(t.Context(), by, formsapi.Decision{ID: a.ID, Version: a.Version, Event: event, Start: at, Reason: reasons[event]}); err != nil {
			t.Fatal(err)
		}
	}
}

var reasons = map[formsapi.Event]string{formsapi.EventDecline: "other"}

func instant(local string) time.Time {
	at, err := time.ParseInLocation(formsapi.LocalMinute, local, rome)
	if err != nil {
		panic(err)
	}
	return at
}

// Given an appointment on Friday, and changes in the evening and at night, what the
// person was told by noon of the next day: of the night one message, with what is
// so at its end, in words that suit what they were told in the evening.
func TestChangesOfANightAreOneMessage(t *testing.T) {
	for name, c := range map[string]struct {
		evening []change // after each of which what is due leaves; nil: the appointment itself is made at night
		night   []change
		want    []string // notice, time that the e-mail says
		to      string   // the last address; empty for the first
	}{
		"made and moved three times": {
			night: []change{person("request", saturday), person("request", sunday), person("request", saturday)},
			want:  []string{"moved sabato 7 marzo"},
		},
		"made, moved and moved back": {
			night: []change{person("request", saturday), person("request", friday)},
			want:  []string{"confirmed venerdì 6 marzo"},
		},
		"made and cancelled": {
			night: []change{person("cancel", "")},
			want:  []string{"withdrawn venerdì 6 marzo"},
		},
		"told Friday, now Sunday": {
			evening: []change{},
			night:   []change{person("request", saturday), person("request", sunday)},
			want:    []string{"confirmed venerdì 6 marzo", "moved domenica 8 marzo"},
		},
		"told Friday, and Friday after all": {
			evening: []change{},
			night:   []change{person("request", saturday), person("request", friday)},
			want:    []string{"confirmed venerdì 6 marzo", "confirmed venerdì 6 marzo"},
		},
		"told Friday and Saturday, now Friday": {
			evening: []change{person("request", saturday)},
			night:   []change{person("request", friday)},
			want:    []string{"confirmed venerdì 6 marzo", "moved sabato 7 marzo", "moved venerdì 6 marzo"},
		},
		"told Friday, offered two other times": {
			evening: []change{},
			night:   []change{staff("propose", saturday), staff("propose", sunday)},
			want:    []string{"confirmed venerdì 6 marzo", "not venerdì 6 marzo any more, replaced domenica 8 marzo"},
		},
		"told of an offer, offered another time": {
			evening: []change{staff("propose", saturday)},
			night:   []change{staff("propose", sunday)},
			want:    []string{"confirmed venerdì 6 marzo", "not venerdì 6 marzo any more, replaced sabato 7 marzo", "proposed domenica 8 marzo"},
		},
		"the office cancels, and the person asks again": {
			evening: []change{},
			night:   []change{staff("cancel", ""), person("request", saturday)},
			want:    []string{"confirmed venerdì 6 marzo", "moved sabato 7 marzo"},
		},
		"waiting, not waiting, waiting": {
			evening: []change{staff("propose", saturday)},
			night:   []change{person("refuse", ""), staff("propose", sunday), person("refuse", "")},
			want:    []string{"confirmed venerdì 6 marzo", "not venerdì 6 marzo any more, replaced sabato 7 marzo", "waiting "},
		},
		"made, offered two other times": { // they booked on their page, and know of Friday
			night: []change{staff("propose", saturday), staff("propose", sunday)},
			want:  []string{"not venerdì 6 marzo any more, replaced domenica 8 marzo"},
		},
		"told Friday, moved and cancelled": {
			evening: []change{},
			night:   []change{staff("move", saturday), staff("cancel", "")},
			want:    []string{"confirmed venerdì 6 marzo", "not sabato 7 marzo any more, cancelled venerdì 6 marzo"},
		},
		"told Friday, moved and withdrawn": {
			evening: []change{},
			night:   []change{person("request", saturday), person("cancel", "")},
			want:    []string{"confirmed venerdì 6 marzo", "not sabato 7 marzo any more, withdrawn venerdì 6 marzo"},
		},
		"told Friday, offered and declined": {
			evening: []change{},
			night:   []change{staff("propose", saturday), staff("decline", "")},
			want:    []string{"confirmed venerdì 6 marzo", "not venerdì 6 marzo any more, declined "},
		},
		"told Friday, offered and refused": {
			evening: []change{},
			night:   []change{staff("propose", saturday), person("refuse", "")},
			want:    []string{"confirmed venerdì 6 marzo", "not venerdì 6 marzo any more, waiting "},
		},
		"told Friday, offered and confirmed at another time": {
			evening: []change{},
			night:   []change{staff("propose", saturday), staff("confirm", sunday)},
			want:    []string{"confirmed venerdì 6 marzo", "moved domenica 8 marzo"},
		},
		"corrected twice and moved between": {
			night: []change{corrects("b@example.org"), person("request", saturday), func(t *testing.T, s *service, ref formsapi.Reference) {
				s.step(t, formsapi.PersonStep{Reference: ref, Event: formsapi.EventCorrect, Proof: "b@example.org", Email: "c@example.org", Contact: formsapi.ContactEmail})
			}},
			want: []string{"moved sabato 7 marzo"},
			to:   "c@example.org",
		},
		"told, then only corrected": {
			evening: []change{},
			night:   []change{corrects("b@example.org")},
			want:    []string{"confirmed venerdì 6 marzo"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			s, mails := begin(t), serveMail(t)
			d := s.deliverer(mails.mail(), nil)
			leave := func() {
				t.Helper()
				s.set(s.clock().Add(formsapi.UndoFor)) // what staff do can be undone until then
				if err := deliver(t, d); err != nil {
					t.Fatal(err)
				}
			}
			if c.evening == nil {
				s.set(atNight)
			}
			ref := s.asked(t, instant(friday), byEmail)
			leave()
			for _, does := range c.evening {
				s.set(s.clock().Add(time.Minute))
				does(t, s, ref)
				leave()
			}
			s.set(atNight)
			for _, does := range c.night {
				s.set(s.clock().Add(time.Minute))
				does(t, s, ref)
				leave()
			}
			s.set(time.Date(2026, 3, 3, 12, 0, 0, 0, rome))
			leave()
			got := mails.all()
			if told := heard(t, s, got); !slices.Equal(told, c.want) {
				t.Errorf("the person was told %q, want %q", told, c.want)
			}
			if c.to != "" && got[len(got)-1].to != c.to {
				t.Errorf("it went to %s, want %s", got[len(got)-1].to, c.to)
			}
		})
	}
}

// heard are the notices of e-mails, each with the time that it is about.
func heard(t *testing.T, s *service, all []received) []string {
	t.Helper()
	var told []string
	for _, m := range all {
		notice, about := "", ""
		for _, n := range formsapi.Notices {
			if m.subject(t) == s.words.Message("it", "message-subject-"+string(n), nil) {
				notice = string(n)
			}
		}
		for line := range strings.Lines(m.parts["text/plain"]) {
			for _, day := range []string{"venerdì 6 marzo", "sabato 7 marzo", "domenica 8 marzo"} {
				switch {
				case !strings.Contains(line, day):
				case strings.HasPrefix(line, "Orario annullato") && (notice != "cancelled" && notice != "withdrawn" || about != ""):
					notice = "not " + day + " any more, " + notice
				case about == "":
					about = day
				}
			}
		}
		told = append(told, notice+" "+about)
	}
	return told
}

// Given a mail server that is down while somebody gives up the time of tomorrow, and
// then another one, they are told before the morning: it is about tomorrow.
func TestWhatStandsForSomethingUrgentIsUrgent(t *testing.T) {
	s, mails := begin(t), serveMail(t)
	ref := s.asked(t, instant("2026-03-03T08:00"), byEmail)
	d := s.deliverer(mails.mail(), nil)
	if err := deliver(t, d); err != nil {
		t.Fatal(err)
	}
	s.set(atNight)
	mails.refuse = func(string) error { return errNo }
	person("request", friday)(t, s, ref)
	_ = deliver(t, d)
	mails.refuse = nil
	s.set(atNight.Add(30 * time.Second))
	person("request", sunday)(t, s, ref)
	s.set(atNight.Add(time.Minute))
	if err := deliver(t, d); err != nil {
		t.Fatal(err)
	}
	if told := heard(t, s, mails.all()); len(told) != 2 || told[1] != "moved domenica 8 marzo" {
		t.Errorf("a minute later the person was told %q", told)
	}
}

// Given an appointment of which the person is told in the morning, two days before
// it, they are not reminded of it in the same minute.
func TestNobodyIsRemindedOfWhatTheyAreTold(t *testing.T) {
	s, mails := begin(t), serveMail(t)
	s.set(atNight)
	s.asked(t, instant("2026-03-05T08:00"), byEmail)
	s.set(time.Date(2026, 3, 3, 12, 0, 0, 0, rome))
	if err := deliver(t, s.deliverer(mails.mail(), nil)); err != nil {
		t.Fatal(err)
	}
	if got := mails.all(); len(got) != 1 {
		t.Errorf("%d e-mails arrived, want one", len(got))
	}
}
