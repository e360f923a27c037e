package notify

import (
	"strings"

	formsapi "sportello/forms-api"
)

// Text makes the SMS of a message: one sentence and one link. The office begins
// it, so that people know whom to trust, unless they asked for discretion.
func (l Letters) Text(m formsapi.QueuedMessage, said formsapi.MessageDetails) Text {
	s := l.saying(m, said)
	args := s.when(s.said.Start)
	until := s.at(said.Until)
	args["UntilDate"], args["UntilTime"] = until["Date"], until["Time"]
	words := s.Words.Message(s.lang, "sms-"+string(m.Notice), args) + " " + s.link()
	if !said.Discreet && said.Office != "" {
		words = said.Office + ": " + words
	}
	words = plain(words)
	t := Text{ID: m.ID, To: said.To, Discreet: said.Discreet, Words: words}
	t.Encoding, t.Parts = measure(words)
	return t
}

// link is where the person does what they most likely want.
func (s saying) link() string {
	if s.notice == formsapi.NoticeReminder {
		return s.page() + "/cancel"
	}
	return s.page()
}

// plain takes away typography for which a whole message would have to be sent in
// an alphabet of twice the size. Letters stay as they are.
var plainer = strings.NewReplacer("’", "'", "‘", "'", "“", `"`, "”", `"`, "«", `"`, "»", `"`, "–", "-", "—", "-", "…", "...", "\u00a0", " ", "\u202f", " ")

func plain(words string) string { return plainer.Replace(words) }
