package notify_test

import (
	"strings"
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

// Given words that staff typed in a language of their own, the e-mail marks it, keeps
// its lines, and what looks like markup stays text.
func TestWhatStaffHaveWrittenStaysAsItIs(t *testing.T) {
	m, d := told(formsapi.NoticeReply, "ar")
	d.Text, d.TextLanguage = "Bring your <b>passport</b>.\nWe open at 08:30.", "en"
	e, err := letters(t).Email(m, d)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(e.Text, d.Text) {
		t.Errorf("the text is %s", e.Text)
	}
	if want := `<p lang="en" dir="auto" style="white-space: pre-line">Bring your &lt;b&gt;passport&lt;/b&gt;.`; !strings.Contains(e.HTML, want) {
		t.Errorf("the page is %s, want %s", e.HTML, want)
	}
}

// Given any answer, neither the subject nor the SMS has a word of it; given somebody
// who asked for discretion, nor has the e-mail: it leads to where they prove who reads.
func TestAnAnswerIsOnNoLockScreen(t *testing.T) {
	for _, lang := range givenWords(t).Languages() {
		for _, discreet := range []bool{false, true} {
			m, d := told(formsapi.NoticeReply, lang)
			d.Text, d.TextLanguage, d.Discreet = "passaporto", "it", discreet
			e, err := letters(t).Email(m, d)
			if err != nil {
				t.Fatal(err)
			}
			sms := letters(t).Text(m, d)
			if strings.Contains(e.Subject+sms.Words, "passaporto") {
				t.Errorf("in %s they say %q, %q", lang, e.Subject, sms.Words)
			}
			if strings.Contains(e.Text+e.HTML, "passaporto") == discreet {
				t.Errorf("in %s, discreet %t, the e-mail says %s", lang, discreet, e.Text)
			}
			if !strings.HasSuffix(sms.Words, "/"+lang+"/r/K7QF2M9X4TBD/answers") || !strings.Contains(e.Text, "/appointments/K7QF-2M9X-4TBD/answers") {
				t.Errorf("in %s they lead to %s, %s", lang, sms.Words, e.Text)
			}
		}
	}
}

// Given an answer, and a step after it that leaves another state, both are told: the
// one says nothing of the other.
func TestAnAnswerIsDeliveredAfterAnotherStep(t *testing.T) {
	s, mails := begin(t), serveMail(t)
	ref := s.asked(t, monday.Add(49*time.Hour), byEmail)
	work := &formsapi.WorkAppointments{Catalogue: town{}, Sealer: s.ring, Store: s.store, Staff: s.store, Channels: formsapi.Channels{Email: true}, Now: s.clock}
	answers := &formsapi.AnswerRequests{Work: work, Words: s.words}
	id := s.messages(t, ref)[0].Appointment
	staff := formsapi.Staff{Grants: []formsapi.Grant{{Role: formsapi.RoleOperator}}}
	err := answers.Send(t.Context(), staff, formsapi.Answer{ID: id, Version: 1, Text: "Porta il passaporto.", Language: "it", Way: formsapi.ReplyByEmail})
	if err != nil {
		t.Fatal(err)
	}
	s.step(t, formsapi.PersonStep{Reference: ref, Event: formsapi.EventCancel})
	s.set(monday.Add(time.Minute))
	if err := deliver(t, s.deliverer(mails.mail(), nil)); err != nil {
		t.Fatal(err)
	}
	var subjects []string
	for _, mail := range mails.all() {
		subjects = append(subjects, mail.subject(t))
	}
	for _, want := range []string{"message-subject-reply", "message-subject-withdrawn"} {
		if said := s.words.Message("it", want, nil); strings.Count(strings.Join(subjects, "\n"), said) != 1 {
			t.Errorf("they got %q, want %q once", subjects, said)
		}
	}
}
