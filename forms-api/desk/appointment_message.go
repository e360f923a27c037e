package desk

import (
	"html/template"
	"slices"
	"strings"
	"time"

	formsapi "sportello/forms-api"
)

// messageRow is a message to a person, and where it stands.
type messageRow struct {
	What   string // what it tells
	Way    string
	At     time.Time
	Status string
	Failed bool
	Call   *callForm // what staff have to do about it; nil for nothing
}

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

func (v *visit) messages(r formsapi.ReadAppointment) ([]messageRow, error) {
	all, err := v.Calls.Of(v.r.Context(), v.staff, r.Appointment)
	if err != nil {
		return nil, err
	}
	rows := make([]messageRow, len(all))
	for i, m := range all {
		v.reportUnreadable("message", m.ID, m.Unreadable)
		rows[i] = v.messageRow(m)
	}
	return rows, nil
}

func (v *visit) messageRow(m formsapi.CallRow) messageRow {
	zone := v.zoneOf(m.QueuedMessage.Office)
	row := messageRow{What: v.say(noticeNameKey(m.Notice)), Way: v.say(channelKey(m.Channel)), At: m.DueAt}
	switch {
	case !m.SentAt.IsZero():
		row.At, row.Status = m.SentAt, v.say(sentKey(m.Channel), "When", v.shortMoment(m.SentAt, zone))
	case !m.DeadAt.IsZero():
		row.At, row.Failed, row.Status = m.DeadAt, true, v.say("message-dead", "When", v.shortMoment(m.DeadAt, zone))
		if !m.CalledAt.IsZero() {
			row.Status += " " + v.unanswered(m)
		}
	case m.Channel == formsapi.ChannelCall && m.CalledAt.IsZero():
		row.Status = v.say("message-to-call")
	case m.Channel == formsapi.ChannelCall:
		row.Status = v.unanswered(m)
	case m.Attempts > 0:
		row.Failed, row.Status = true, v.say("message-retried", "When", v.shortMoment(m.DueAt, zone))
	default:
		row.Status = v.say("message-due", "When", v.shortMoment(m.DueAt, zone))
	}
	if m.Settled {
		row.Status = v.say("message-settled", "When", v.shortMoment(m.DeadAt, zone))
	}
	left := m.SentAt.IsZero() && (m.Channel == formsapi.ChannelCall || !m.DeadAt.IsZero())
	if left && m.Unreadable == nil && !m.Settled && m.Notice != formsapi.NoticeExperience { // nobody is called to be asked
		row.Call = v.callForm(m)
	}
	return row
}

// unanswered says how often somebody called in vain, and when last.
func (v *visit) unanswered(m formsapi.CallRow) string {
	return v.say("call-unanswered", "Count", m.Unanswered, "When", v.shortMoment(m.CalledAt, v.zoneOf(m.QueuedMessage.Office)))
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

// sayStale is what to tell who did not get a message that is no longer so.
func (v *visit) sayStale(m formsapi.CallRow) string {
	now := v.say(stateKey(m.Today.State))
	if s := m.Today.Start; s != nil {
		now += ", " + v.startShown(s.Local)
	}
	return v.say("say-stale", "Now", now)
}

// toSay is what to tell by telephone.
func (v *visit) toSay(m formsapi.CallRow) string {
	if m.Stale {
		return v.sayStale(m)
	}
	zone := v.zoneOf(m.QueuedMessage.Office)
	office, when, until, reason := v.officeTitle(m.QueuedMessage.Office), "", "", ""
	if m.Discreet {
		office = v.say("say-unnamed")
	}
	if m.Start != nil {
		when = v.startShown(m.Start.Local)
	}
	if !m.Until.IsZero() {
		until = v.moment(m.Until, zone)
	}
	if m.Reason != "" {
		reason = v.say(declineKey(m.Reason))
	}
	said := v.say(v.toSayKey(m), "Office", office, "When", when, "Until", until, "Reason", reason)
	if m.Gone != nil {
		said = v.say("say-gone", "When", v.startShown(m.Gone.Local)) + " " + said
	}
	if o, known := v.Catalogue.Office(m.Instead); known {
		said += " " + v.say("say-instead", "Office", o.Title(v.language))
	}
	return said
}

// toSayKey is where the words are of what to tell. Who cannot confirm passes a yes on.
func (v *visit) toSayKey(m formsapi.CallRow) string {
	works := v.staff.May(formsapi.WorkRequests, m.QueuedMessage.Office)
	switch {
	case !works && m.Notice == formsapi.NoticeProposed:
		return "say-proposed-ask"
	case !works && m.Notice == formsapi.NoticeReplaced:
		return "say-replaced-ask"
	}
	return sayKey(m.Notice)
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
