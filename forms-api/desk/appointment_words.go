package desk

import (
	"html/template"
	"net/url"
	"slices"
	"time"

	formsapi "sportello/forms-api"
)

// historyRow is one thing that happened, in words.
type historyRow struct {
	At     time.Time
	When   string
	By     string
	What   string
	Detail string
	Note   string
}

// wishes are the coded answers in the desk's language.
type wishes struct {
	Days, Needs    []string
	Part           string
	SpokenLanguage string
}

func (v *visit) wishes(d formsapi.Details) wishes {
	w := wishes{}
	for _, day := range d.PreferredDays {
		iso := slices.Index(formsapi.Weekdays, day) + 1
		w.Days = append(w.Days, v.Words.Weekday(v.language, time.Weekday(iso%7)))
	}
	for _, need := range d.Needs {
		w.Needs = append(w.Needs, v.say(needKey(need)))
	}
	if d.PreferredPart != "" {
		w.Part = v.say(partKey(d.PreferredPart))
	}
	if d.SpokenLanguage != "" {
		w.SpokenLanguage = v.Words.LanguageName(v.language, d.SpokenLanguage)
	}
	return w
}

// reach is how the person wants to hear from the office.
type reach struct {
	Way      string
	Phone    string // in groups
	PhoneURI template.URL
	Email    string
	EmailURI template.URL
}

func (v *visit) reach(d formsapi.Details) reach {
	r := reach{Way: v.say(contactKey(d.Contact)), Email: d.Email}
	if d.Email != "" {
		r.EmailURI = emailURI(d.Email)
	}
	if d.Phone != "" {
		// html/template knows no tel: addresses (RFC 3966); a stored number is a plus and digits.
		r.Phone, r.PhoneURI = shownPhone(d.Phone), template.URL("tel:"+d.Phone)
	}
	return r
}

// emailURI writes to one address. html/template leaves "?" and "&" as they are,
// and after a "?" an address would name other receivers and words (RFC 6068 2).
func emailURI(address string) template.URL { return template.URL("mailto:" + url.PathEscape(address)) }

// historyRows are in the order in which things happened.
func (v *visit) historyRows(r formsapi.ReadAppointment, colleagues colleagueNames) []historyRow {
	zone := v.zoneOf(r.Office)
	rows := make([]historyRow, len(r.History))
	for i, e := range r.History {
		v.reportUnreadable("history", e.ID, e.Unreadable)
		rows[i] = historyRow{
			At:     e.At,
			When:   v.shortMoment(e.At, zone),
			By:     colleagues.name(v, e.By),
			What:   v.historyEvent(e, colleagues),
			Detail: v.historyDetail(e, zone),
			Note:   e.Note,
		}
	}
	return rows
}

func (v *visit) historyEvent(e formsapi.ReadHistory, colleagues colleagueNames) string {
	switch {
	case e.Unreadable != nil:
		return v.say("cannot-be-read")
	case e.Event == formsapi.EventWait && e.By == formsapi.ByPublic:
		return v.say("history-wait-person")
	case e.From == formsapi.Confirmed && e.Event == formsapi.EventConfirm:
		return v.say("history-move")
	case e.Event == formsapi.EventFlag, e.Event == formsapi.EventUndo:
		return v.workEvent(e, colleagues)
	case e.Event != formsapi.EventAssign:
		return v.say(eventKey(e.Event))
	case e.HistoryDetails.To == "":
		return v.say("history-put-back")
	case e.HistoryDetails.To == e.By:
		return v.say("history-take")
	}
	return v.say("history-give", "Name", colleagues.recipient(v, e.HistoryDetails.To))
}

func (v *visit) historyDetail(e formsapi.ReadHistory, zone *time.Location) string {
	if e.Unreadable != nil {
		return ""
	}
	if e.Event == formsapi.EventDecline {
		said := v.say(declineKey(e.Reason))
		if o, known := v.Catalogue.Office(e.Instead); known {
			said += " · " + o.Title(v.language)
		}
		return said
	}
	if said := v.workDetail(e, zone); said != "" {
		return said
	}
	if e.Start != "" {
		return v.startShown(e.Start)
	}
	return ""
}

// startShown writes the wall time that was agreed, whatever zones do later.
func (v *visit) startShown(local string) string {
	at, err := time.ParseInLocation(formsapi.LocalMinute, local, time.UTC)
	if err != nil {
		return local
	}
	return v.moment(at, time.UTC)
}
