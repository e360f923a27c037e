package notify

import (
	"fmt"
	"strings"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

// mostParts is in how many SMS a message travels at most, with an address of
// ordinary length: each of them is paid for, and in UCS-2 two hold 134 signs.
const mostParts = 2

// A brevity is how much of the office and of dates an SMS says.
type brevity struct {
	office func(name string) string
	date   func(s saying) dating
}

// brevities are from the longest to the shortest: the first that fits is sent.
var brevities = []brevity{
	{whole, fully},
	{withoutItsItalianName, fully},
	{withoutItsItalianName, shortly},
	{unnamed, shortly},
}

func whole(name string) string { return name }
func unnamed(string) string    { return "" }
func fully(s saying) dating    { return s.Words.Date }
func shortly(s saying) dating  { return s.Words.ShortDate }

// withoutItsItalianName leaves out what stands in brackets behind a translated name.
func withoutItsItalianName(name string) string {
	first, _, _ := strings.Cut(name, " (")
	return first
}

// Text makes the SMS of a message: one sentence and one link. As far as it fits,
// the office begins it, so that people know whom to trust, unless they asked for
// discretion.
func (l Letters) Text(m formsapi.QueuedMessage, said formsapi.MessageDetails) Text {
	s := l.saying(m, said)
	var t Text
	for _, b := range brevities {
		if t = NewText(m.ID, said.To, s.text(b)); t.Parts <= mostParts {
			break
		}
	}
	t.Discreet = said.Discreet
	return t
}

// NewText is an SMS of some words.
func NewText(id uuid.UUID, to, words string) Text {
	t := Text{ID: id, To: to, Words: plain(words)}
	t.Encoding, t.Parts = measure(t.Words)
	return t
}

func (s saying) text(b brevity) string {
	s.dated = b.date(s)
	args := s.when(s.said.Start)
	until := s.at(s.said.Until)
	args["UntilDate"], args["UntilTime"] = until["Date"], until["Time"]
	words := s.Words.Message(s.lang, "sms-"+string(s.shortNotice()), args) + " " + s.link()
	if s.namesGone() {
		words = s.Words.Message(s.lang, "sms-gone", s.when(s.said.Gone)) + " " + words
	}
	if office := b.office(s.said.Office); !s.said.Discreet && office != "" {
		words = office + ": " + words
	}
	return words
}

// namesGone says whether a time holds no more that the notice has no words for.
func (s saying) namesGone() bool { return s.said.Gone != nil && s.said.Start == nil }

// shortNotice is what is left to say once the time that is gone is named.
func (s saying) shortNotice() formsapi.Notice {
	if s.notice == formsapi.NoticeReleased && s.namesGone() {
		return formsapi.NoticeWaiting
	}
	return s.notice
}

// link is where the person does what they most likely want. It is the short
// address of the request's own page, which leads to the long one: each sign of an
// SMS is worth a word.
func (s saying) link() string {
	short := fmt.Sprintf("%s/%s/r/%s", s.Site, s.lang, string(s.said.Reference))
	switch s.notice {
	case formsapi.NoticeReminder:
		return short + "/cancel"
	case formsapi.NoticeReply:
		return short + "/answers"
	case formsapi.NoticeExperience:
		return short + "/experience"
	}
	return short
}

// plain takes away typography for which a whole message would have to be sent in
// an alphabet of twice the size. Letters stay as they are.
var plainer = strings.NewReplacer("’", "'", "‘", "'", "“", `"`, "”", `"`, "«", `"`, "»", `"`, "–", "-", "—", "-", "…", "...", "\u00a0", " ", "\u202f", " ")

func plain(words string) string { return plainer.Replace(words) }
