package desk

import (
	"html/template"
	"slices"
	"strings"

	formsapi "sportello/forms-api"
)

// callForm is what somebody tells by telephone, and how they note that they did.
type callForm struct {
	Say      string
	To       string // a telephone in groups, or an e-mail address
	URI      template.URL
	Path     string
	InVain   string // where they note that nobody answered; empty for who has no telephone
	Discreet bool
	Mail     string // who has only an e-mail address: the text to send

	MailLanguage string // the person's

	Theirs        string // the same in the language to speak with them, where the site has it and it is not the visitor's
	TheirLanguage string
}

func (v *visit) callForm(m formsapi.CallRow) *callForm {
	f := &callForm{Say: v.toSay(m), Path: callPath(m), Discreet: m.Discreet}
	f.To, f.URI = v.address(m.To)
	f.Theirs, f.TheirLanguage = v.theirWords(m)
	if strings.Contains(m.To, "@") {
		f.Mail, f.MailLanguage = v.mailText(m), m.Language
	} else if m.To != "" {
		f.InVain = f.Path + noAnswer
	}
	return f
}

// theirWords are what happened in the language to speak with the person, for who
// calls and for an interpreter to read; none where there is nothing but an answer to
// read out, or where the visitor's own words are in that language.
func (v *visit) theirWords(m formsapi.CallRow) (text, language string) {
	if language = m.Language; slices.Contains(v.Config.Languages, m.Spoken) {
		language = m.Spoken
	}
	if m.Stale || m.Notice == formsapi.NoticeReply || language == v.language || strings.Contains(m.To, "@") {
		return "", ""
	}
	m.Language = language
	return strings.Join(v.happened(m), "\n"), language
}

// happened are the lines that say what happened, and the time, in the person's language.
func (v *visit) happened(m formsapi.CallRow) []string {
	lines := []string{v.Public.Message(m.Language, "message-"+string(m.Notice), nil)}
	if gone := goneTime(m); gone != nil {
		lines = append(lines, v.Public.Message(m.Language, "message-when-gone", v.publicTime(m, gone)))
	}
	if m.Start != nil {
		at := v.publicTime(m, m.Start)
		lines = append(lines, at["Date"].(string)+" · "+at["Time"].(string))
	}
	return lines
}

// mailText is what staff copy into an e-mail: what happened, the time, and where
// the person finds the rest.
func (v *visit) mailText(m formsapi.CallRow) string {
	say := func(key string) string { return v.Public.Message(m.Language, key, nil) }
	var lines []string
	if !m.Stale {
		lines = v.happened(m)
	}
	return strings.Join(append(lines, say("message-page"), v.URL+"/"+m.Language+"/appointments/"+m.Reference.String()), "\n")
}

// goneTime is a time that the person takes for theirs, and that holds no more; nil
// if the notice says all there is to say.
func goneTime(m formsapi.CallRow) *formsapi.Start {
	if m.Notice == formsapi.NoticeReplaced {
		return m.Was
	}
	return m.Gone
}

// publicTime is the day and the time of a start in the person's language.
func (v *visit) publicTime(m formsapi.CallRow, s *formsapi.Start) map[string]any {
	zone := v.zoneOf(m.QueuedMessage.Office)
	return map[string]any{"Date": v.Public.Date(m.Language, s.At, zone), "Time": v.Public.Time(m.Language, s.At, zone)}
}

// address is a telephone, or an e-mail address, as people read it and as a link.
func (v *visit) address(to string) (shown string, uri template.URL) {
	switch {
	case to == "":
		return "", ""
	case to[0] == '+':
		return shownPhone(to), template.URL("tel:" + to)
	}
	return to, emailURI(to)
}
