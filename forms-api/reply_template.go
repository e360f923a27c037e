package formsapi

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
)

// replyPrefix begins the keys of the templates, in the words of the site.
const replyPrefix = "reply-"

// italian is the language that operators read.
const italian = "it"

// ReplyWords are the words of the site, a town's own among them.
type ReplyWords interface {
	Keys() []string
	Message(language, key string, args map[string]any) string
	Date(language string, at time.Time, zone *time.Location) string
	Time(language string, at time.Time, zone *time.Location) string
	Weekday(language string, day time.Weekday) string
	Site(language string) bool   // whether the site has it
	Spoken(language string) bool // whether people can ask to be spoken to in it
}

// ReplyPlaceholders are what a template can name. All but Details are filled from the
// request and its office; Details is what staff type, the same in each language.
var ReplyPlaceholders = []string{"Name", "Office", "Service", "Reference", "Date", "Time", "Telephone", "Address", "Hours", "Details"}

// A ReplyTemplate is words for an answer that is given often.
type ReplyTemplate struct {
	Name    string // its key without the prefix
	Text    string // in the language of who chooses it, as it is filled so far; what staff fill in is "…"
	Details bool   // staff have something to fill in
}

// templates are the names of all templates, by the alphabet.
func (u *AnswerRequests) templates() (names []string) {
	for _, key := range u.Words.Keys() {
		if name, is := strings.CutPrefix(key, replyPrefix); is {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// Templates lists what a request can be answered with, filled in as far as it can be,
// in a language of the desk as far as the site has it. One that needs what nobody knows
// of the request, such as a time, is left out.
func (u *AnswerRequests) Templates(ctx context.Context, by Staff, id uuid.UUID, reader string) ([]ReplyTemplate, error) {
	a, err := u.Work.readable(ctx, by, id)
	if err != nil {
		return nil, err
	}
	d, err := OpenDetails(u.Work.Sealer, a)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", id, err)
	}
	if !u.Words.Site(reader) {
		reader = italian
	}
	var all []ReplyTemplate
	for _, name := range u.templates() {
		known, lacks := u.known(a, d, reader), u.lacking(name, u.known(a, d, italian))
		if lacks != "" && lacks != "Details" {
			continue
		}
		known["Details"] = "…"
		all = append(all, ReplyTemplate{Name: name, Text: u.Words.Message(reader, replyPrefix+name, known), Details: lacks == "Details"})
	}
	return all, nil
}

// lacking is the first placeholder that a template names and nothing is known for.
func (u *AnswerRequests) lacking(name string, known map[string]any) string {
	const mark = "\x00"
	for _, placeholder := range ReplyPlaceholders {
		if known[placeholder] != "" {
			continue
		}
		marked := map[string]any{}
		for other := range known {
			marked[other] = ""
		}
		marked[placeholder] = mark
		if strings.Contains(u.Words.Message(italian, replyPrefix+name, marked), mark) {
			return placeholder
		}
	}
	return ""
}

// known is what the placeholders stand for in a language; Details is empty.
func (u *AnswerRequests) known(a Appointment, d Details, language string) map[string]any {
	all := map[string]any{}
	for _, placeholder := range ReplyPlaceholders {
		all[placeholder] = ""
	}
	all["Name"], all["Reference"], all["Office"], all["Service"] = d.Name, d.Reference.String(), a.OfficeShown, a.ServiceShown
	if a.Start != nil {
		if zone, err := time.LoadLocation(a.Start.Zone); err == nil {
			all["Date"], all["Time"] = u.Words.Date(language, a.Start.At, zone), u.Words.Time(language, a.Start.At, zone)
		}
	}
	if s, known := u.Work.Catalogue.Service(a.Service); known {
		all["Service"] = s.Title(language)
	}
	if o, known := u.Work.Catalogue.Office(a.Office); known {
		all["Office"], all["Telephone"], all["Address"] = o.Title(language), o.FirstTelephone(), strings.Join(o.Address.Lines(), ", ")
		all["Hours"] = u.hours(o, language)
	}
	return all
}

// hours are when an office receives people, day by day from Monday on.
func (u *AnswerRequests) hours(o Office, language string) string {
	var days []string
	for n := range 7 {
		day := time.Weekday((n + 1) % 7)
		var spans []string
		for _, i := range o.CounterHours.onDay(day) {
			spans = append(spans, i.String())
		}
		if len(spans) > 0 {
			days = append(days, u.Words.Weekday(language, day)+" "+strings.Join(spans, " + "))
		}
	}
	return strings.Join(days, "; ")
}
