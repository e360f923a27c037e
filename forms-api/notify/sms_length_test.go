package notify_test

import (
	"os"
	"strings"
	"testing"

	"unicode/utf16"

	formsapi "sportello/forms-api"
	"sportello/forms-api/catalogue"
	"sportello/forms-api/notify"
)

// mostParts is what the operator's manual promises.
const mostParts = 2

// Given any notice, in any language, of any office of the content, on days of every
// weekday and month, its SMS travels in two parts at most, and says the weekday and the time.
func TestEverySMSTravelsInTwoParts(t *testing.T) {
	facts, findings := catalogue.Load(os.DirFS("../../content"), nil, monday.AddDate(10, 0, 0)) // whenever its pages are changed
	if facts == nil {
		t.Fatalf("the content has errors, among %d findings", len(findings))
	}
	l := letters(t)
	l.Site = "https://sportello.comune.example.it"
	tooLong := map[string]bool{}
	for _, lang := range givenWords(t).Languages() {
		for _, n := range formsapi.Notices {
			var longest notify.Text
			for _, o := range facts.Offices() {
				for day := 0; day < 366; day += 9 {
					m, d := onDay(n, lang, o, day)
					if n == formsapi.NoticeDeclined || n == formsapi.NoticeReleased || n == formsapi.NoticeWaiting {
						d.Gone = &formsapi.Start{At: monday.AddDate(0, 0, day), Local: monday.AddDate(0, 0, day).In(rome).Format(formsapi.LocalMinute), Zone: rome.String()}
					}
					sms := l.Text(m, d)
					if d.Gone != nil && !strings.Contains(sms.Words, d.Gone.Local[11:]) {
						t.Fatalf("%s in %s does not say which time is gone: %s", n, lang, sms.Words)
					}
					if len(utf16.Encode([]rune(sms.Words))) > len(utf16.Encode([]rune(longest.Words))) {
						longest = sms
					}
					if sms.Parts > mostParts && !tooLong[string(n)+lang] {
						tooLong[string(n)+lang] = true
						t.Errorf("%s in %s travels in %d parts: %s", n, lang, sms.Parts, sms.Words)
					}
				}
			}
			t.Logf("%-9s %s: %d signs of %s in %d: %s", n, lang, len(utf16.Encode([]rune(longest.Words))), longest.Encoding, longest.Parts, longest.Words)
		}
	}
}

// onDay is a notice of an office about a day of the year.
func onDay(n formsapi.Notice, lang string, o formsapi.Office, day int) (formsapi.QueuedMessage, formsapi.MessageDetails) {
	m, d := told(n, lang)
	d.Office = o.Title(lang)
	if at := monday.AddDate(0, 0, day); d.Start != nil {
		d.Start = &formsapi.Start{At: at, Local: at.In(rome).Format(formsapi.LocalMinute), Zone: rome.String()}
		d.Until = at.AddDate(0, 0, -1)
	}
	return m, d
}

// Given a message that is too long with everything, it says less of the office and
// writes its dates shortly, and never leaves out the time.
func TestALongSMSSaysLess(t *testing.T) {
	l := letters(t)
	m, d := told(formsapi.NoticeProposed, "ar")
	for _, c := range []struct {
		site, office string
		says, lacks  []string
	}{
		{"https://help.example.it", "مكتب", []string{"مكتب: ", "الأربعاء 25/11", "09:30"}, nil},
		{"https://sportello.comune.example.it", "مكتب خدمات الهجرة (Sportello)", []string{"الأربعاء 25/11", "09:30", "الثلاثاء 24/11"}, []string{"مكتب", "Sportello)"}},
	} {
		l.Site, d.Office = c.site, c.office
		sms := l.Text(m, d)
		for _, want := range c.says {
			if !strings.Contains(sms.Words, want) {
				t.Errorf("it does not say %q: %s", want, sms.Words)
			}
		}
		for _, word := range c.lacks {
			if strings.Contains(sms.Words, word) {
				t.Errorf("it says %q: %s", word, sms.Words)
			}
		}
	}
	m, d = told(formsapi.NoticeWaiting, "ar")
	d.Office = "مكتب خدمات الهجرة، بوتنزا (Sportello Servizi per l’immigrazione, Potenza)"
	if sms := l.Text(m, d); !strings.HasPrefix(sms.Words, "مكتب خدمات الهجرة، بوتنزا: ") {
		t.Errorf("the office is left out, or whole: %s", sms.Words)
	}
}
