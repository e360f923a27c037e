package notify_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
	"sportello/forms-api/notify"
)

var update = flag.Bool("update", false, "write the golden files anew; look them over afterwards")

var agreed = &formsapi.Start{At: time.Date(2026, 11, 25, 8, 30, 0, 0, time.UTC), Local: "2026-11-25T09:30", Zone: "Europe/Rome"}

// after is the state in which each notice finds an appointment.
var after = map[formsapi.Notice]formsapi.State{
	formsapi.NoticeRequested: formsapi.Requested, formsapi.NoticeConfirmed: formsapi.Confirmed, formsapi.NoticeWaiting: formsapi.Waiting,
	formsapi.NoticeProposed: formsapi.Proposed, formsapi.NoticeReplaced: formsapi.Proposed, formsapi.NoticeMoved: formsapi.Confirmed, formsapi.NoticeDeclined: formsapi.Declined,
	formsapi.NoticeCancelled: formsapi.CancelledByOffice, formsapi.NoticeWithdrawn: formsapi.CancelledByPerson,
	formsapi.NoticeExpired: formsapi.Expired, formsapi.NoticeReleased: formsapi.Waiting, formsapi.NoticeReminder: formsapi.Confirmed,
	formsapi.NoticeReply: formsapi.Waiting, formsapi.NoticeExperience: formsapi.Attended,
}

// told is a notice as the outbox has it.
func told(n formsapi.Notice, lang string) (formsapi.QueuedMessage, formsapi.MessageDetails) {
	office, _ := town{}.Office("potenza")
	d := formsapi.MessageDetails{
		To: "amina@example.org", Reference: "K7QF2M9X4TBD", Office: office.Title(lang), Sequence: 1, State: after[n], Minutes: 30,
	}
	if d.State.HoldsPlace() || d.State == formsapi.CancelledByOffice || d.State == formsapi.CancelledByPerson || d.State == formsapi.Attended {
		d.Start = agreed
	}
	switch n {
	case formsapi.NoticeProposed, formsapi.NoticeReplaced:
		if n == formsapi.NoticeReplaced {
			d.Was = &formsapi.Start{At: agreed.At.Add(-48 * time.Hour), Local: "2026-11-23T09:30", Zone: agreed.Zone}
		}
		d.Until = time.Date(2026, 11, 24, 11, 0, 0, 0, time.UTC)
	case formsapi.NoticeDeclined:
		d.Reason, d.Instead = "other-office", "montelucci"
	case formsapi.NoticeReply:
		said, _ := loadWords()
		d.Text, d.TextLanguage = said.Message(lang, "reply-received", nil), lang
	case formsapi.NoticeDigest:
		d = formsapi.MessageDetails{To: "desk@example.org", Office: office.Title(lang), Count: 3}
	}
	m := formsapi.QueuedMessage{Message: formsapi.Message{ID: uuid.New(), Appointment: uuid.New(), Office: "potenza", Notice: n, Language: lang}}
	return m, d
}

func letters(t *testing.T) notify.Letters {
	return notify.Letters{Words: givenWords(t), Catalogue: town{}, Calendar: &calendar{}, Site: "https://help.example.org"}
}

// rendered is all that is sent of a notice, for people to look over.
func rendered(t *testing.T, n formsapi.Notice, lang string) string {
	t.Helper()
	m, d := told(n, lang)
	e, err := letters(t).Email(m, d)
	if err != nil {
		t.Fatal(err)
	}
	text := fmt.Sprintf("===== %s =====\nSubject: %s\n\n%s", n, e.Subject, e.Text)
	if n == formsapi.NoticeDigest {
		return text + "\n"
	}
	sms := letters(t).Text(m, d)
	return text + fmt.Sprintf("\n--- SMS, %s, %d ---\n%s\n\n", sms.Encoding, sms.Parts, sms.Words)
}

// lookedOver are the languages whose letters are kept as people read them: Italian,
// English, and one for each script that a letter may have to stand in. The others
// keep the rules of letters_rules_test.go.
var lookedOver = []string{"it", "en", "ar", "ru", "zh-hans", "bn", "pa", "si", "ti"}

// Every notice, as people read it. Run with -update after a change of words, and look
// the files over.
func TestEveryNoticeReadsWell(t *testing.T) {
	for _, lang := range lookedOver {
		var all strings.Builder
		for _, n := range append(formsapi.Notices, formsapi.NoticeDigest) {
			all.WriteString(rendered(t, n, lang))
		}
		m, d := told(formsapi.NoticeConfirmed, lang)
		e, err := letters(t).Email(m, d)
		if err != nil {
			t.Fatal(err)
		}
		golden(t, "letters."+lang+".txt", all.String())
		golden(t, "confirmed."+lang+".html", e.HTML)
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil || got != string(want) {
		t.Errorf("%s is out of date (%v): look at what is sent now, and run with -update\n%s", name, err, got)
	}
}

// Given any notice, no subject, no SMS and no discreet word says more than it may.
func TestNoNoticeSaysTooMuch(t *testing.T) {
	for _, lang := range givenWords(t).Languages() {
		for _, n := range formsapi.Notices {
			m, d := told(n, lang)
			d.Discreet = true
			e, err := letters(t).Email(m, d)
			if err != nil {
				t.Fatal(err)
			}
			sms := letters(t).Text(m, d)
			for _, word := range []string{d.Office, "Potenza", "بوتنسا", "Lacava", "0971", "montelucci", "legal"} {
				for where, text := range map[string]string{"subject": e.Subject, "text": e.Text, "HTML": e.HTML, "SMS": sms.Words} {
					if strings.Contains(text, word) {
						t.Errorf("%s of %s in %s names %q: %s", where, n, lang, word, text)
					}
				}
			}
			m, d = told(n, lang)
			open, err := letters(t).Email(m, d)
			if err != nil || open.Subject != e.Subject {
				t.Errorf("the subject of %s in %s is %q (%v), want the same for everybody", n, lang, open.Subject, err)
			}
			if sms := letters(t).Text(m, d); sms.Parts > mostParts {
				t.Errorf("the SMS of %s in %s has %d parts: %s", n, lang, sms.Parts, sms.Words)
			}
		}
	}
}

// Given two notices, what is agreed is never worded like what is not.
func TestWhatIsAgreedIsWordedLikeNothingElse(t *testing.T) {
	for _, lang := range givenWords(t).Languages() {
		seen := map[string]formsapi.Notice{}
		for _, n := range formsapi.Notices {
			m, d := told(n, lang)
			sms := letters(t).Text(m, d)
			e, err := letters(t).Email(m, d)
			if err != nil {
				t.Fatal(err)
			}
			first, _, _ := strings.Cut(e.Text, "\n")
			for _, words := range []string{e.Subject, first, sms.Words} {
				if other, twice := seen[words]; twice {
					t.Errorf("in %s %s and %s are both worded %q", lang, n, other, words)
				}
				seen[words] = n
			}
		}
	}
}

// Given a notice, a calendar entry goes with it where the calendar has to follow.
func TestTheCalendarFollows(t *testing.T) {
	for n, want := range map[formsapi.Notice]bool{
		formsapi.NoticeConfirmed: true, formsapi.NoticeMoved: true, formsapi.NoticeCancelled: true, formsapi.NoticeWithdrawn: true,
		formsapi.NoticeReplaced:  true,
		formsapi.NoticeRequested: false, formsapi.NoticeProposed: false, formsapi.NoticeWaiting: false, formsapi.NoticeDeclined: false,
		formsapi.NoticeExpired: false, formsapi.NoticeReleased: false, formsapi.NoticeReminder: false, formsapi.NoticeDigest: false,
		formsapi.NoticeExperience: false,
	} {
		m, d := told(n, "it")
		if e, err := letters(t).Email(m, d); err != nil || (e.Calendar != nil) != want {
			t.Errorf("%s brings a calendar entry: %t (%v)", n, e.Calendar != nil, err)
		}
	}
	m, d := told(formsapi.NoticeProposed, "it") // of who had another time already
	d.Sequence = 3
	if e, err := letters(t).Email(m, d); err != nil || e.Calendar == nil {
		t.Errorf("the calendar keeps a time that is open again (%v)", err)
	}
	for _, n := range []formsapi.Notice{formsapi.NoticeWaiting, formsapi.NoticeDeclined, formsapi.NoticeExpired, formsapi.NoticeReleased} {
		m, d := told(n, "it") // of who had a time
		d.Was = agreed
		if e, err := letters(t).Email(m, d); err != nil || !strings.Contains(string(e.Calendar), "METHOD:CANCEL") {
			t.Errorf("after %s the calendar keeps a time that was given up (%v)", n, err)
		}
	}
}
