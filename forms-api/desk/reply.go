package desk

import (
	"slices"
	"strconv"
	"strings"

	formsapi "sportello/forms-api"
)

// replyForm is an answer, as it is being written.
type replyForm struct {
	formsapi.Answer
	Path string // where it is sent

	Templates []option // in the language of the desk, as they are filled so far
	Languages []option
	Ways      []option // none for who may not answer
	Prints    bool     // one of them is on paper
	Results   []option // of a call
	MaxText   int
	MaxFill   int

	Saves   string // where drafts are kept
	Draft   string // when what stands there was kept as a draft; empty: it was not
	Open    bool
	Preview *replyRow // how it would be given
	seen    *formsapi.ReplyPreview
}

// replyRow is an answer that was given, or would be.
type replyRow struct {
	When, By string
	Way      string // with the result of a call
	Text     string
	Language string // of Text
	Italian  string // beside it, where the text is of a template and not Italian
	Reader   string // what it says in the language of the desk, which neither of them is in
	Asks     bool
	State    string // of its delivery; empty where nothing leaves
	Failed   bool
	Why      string // it failed, in the words of a technician
	Paper    string // where it is printed
	AsTyped  bool   // Text has what staff filled in as they typed it, and is in another language than the desk
	Foreign  bool   // the visitor has not said that they speak the language of Text
}

// maxLabel is how much of a template a choice shows, in characters.
const maxLabel = 90

// replies are what staff have written or told, the latest first; of what was taken
// back the history says so.
func (v *visit) replies(r formsapi.ReadAppointment, names colleagueNames) ([]replyRow, error) {
	messages, err := v.Calls.Of(v.r.Context(), v.staff, r.Appointment)
	if err != nil {
		return nil, err
	}
	var rows []replyRow
	for i, e := range r.History {
		undone := i+1 < len(r.History) && r.History[i+1].Event == formsapi.EventUndo
		if e.Reply == nil || undone {
			continue
		}
		row := v.replyRow(*e.Reply, r.Details)
		row.When, row.By = v.shortMoment(e.At, v.zoneOf(r.Office)), names.name(v, e.By)
		version := i + 1 // each change adds one entry
		if row.Text != "" {
			row.Paper = replyPath(r.ID) + "/" + strconv.Itoa(version)
		}
		for _, m := range messages {
			if m.Notice == formsapi.NoticeReply && m.Sequence == version {
				told := v.messageRow(m)
				row.State, row.Failed, row.Why = told.Status, told.Failed, m.Failure
			}
		}
		rows = append([]replyRow{row}, rows...)
	}
	return rows, nil
}

func (v *visit) replyRow(reply formsapi.Reply, to formsapi.Details) replyRow {
	row := replyRow{Way: v.wayName(reply.Way, to), Text: reply.Text, Language: reply.Language, Asks: reply.Asks}
	if reply.Result != "" {
		row.Way += " · " + v.say(callResultKey(reply.Result))
	}
	if reply.Italian != reply.Text {
		row.Italian = reply.Italian
	}
	return row
}

// wayName says how an answer is given. What is given on paper also stands on the
// person's page, but for who asked for discretion or cannot prove to be that person.
func (v *visit) wayName(way formsapi.ReplyWay, to formsapi.Details) string {
	if way == formsapi.ReplyOnPaper && (to.Discreet || !to.Provable()) {
		return v.say("reply-way-print-only")
	}
	return v.say(wayKey(way))
}

// replyForm is an empty form, or what the visitor was writing.
func (v *visit) replyForm(r formsapi.ReadAppointment) (replyForm, error) {
	f := replyForm{Answer: formsapi.Answer{ID: r.ID, Version: r.Version, Language: r.Language}}
	if r.Contact == formsapi.ContactCall {
		f.Way = formsapi.ReplyByTelephone
	}
	draft, err := v.Appointments.Draft(v.r.Context(), v.staff, r.ID, formsapi.DraftReply)
	if err != nil {
		return f, err
	}
	if !draft.At.IsZero() {
		f.Draft, f.Open = v.shortMoment(draft.At, v.zoneOf(r.Office)), true
		f.drafted(draft.DraftDetails)
	}
	return f, v.offerReply(&f, r)
}

// offerReply fills in what can be chosen.
func (v *visit) offerReply(f *replyForm, r formsapi.ReadAppointment) error {
	f.Path, f.Saves = replyPath(r.ID), draftPath(appointmentPath(r.ID), formsapi.DraftReply, v.staff)
	f.MaxText, f.MaxFill = formsapi.MaxReply, formsapi.MaxReplyDetails
	if f.seen != nil {
		row := v.replyRow(f.seen.Reply, r.Details)
		row.Reader = f.seen.Reader
		row.AsTyped = f.seen.Template != "" && row.Language != v.language && f.fills(row.Text)
		row.Foreign = !formsapi.SpokenAmong(v.staff.Speaks, row.Language)
		f.Preview = &row
	}
	for _, way := range v.Replies.AnswerWays(v.staff, r) {
		f.Ways = append(f.Ways, option{string(way), v.wayName(way, r.Details), way == f.Way})
		f.Prints = f.Prints || way == formsapi.ReplyOnPaper
	}
	for _, result := range formsapi.CallResults {
		f.Results = append(f.Results, option{string(result), v.say(callResultKey(result)), result == f.Result})
	}
	for _, tag := range v.replyLanguages(r) {
		f.Languages = append(f.Languages, option{tag, v.Words.LanguageName(v.language, tag), tag == f.Language})
	}
	f.Languages = v.byLabel(f.Languages)
	templates, err := v.Replies.Templates(v.r.Context(), v.staff, r.ID, v.language)
	for _, t := range templates {
		f.Templates = append(f.Templates, option{t.Name, shortened(t.Text), t.Name == f.Template})
	}
	return err
}

// fills says whether a text has in it what was typed for the place of the dots.
func (f *replyForm) fills(text string) bool {
	typed := strings.TrimRight(strings.TrimSpace(f.Details), ".")
	return typed != "" && strings.Contains(text, typed)
}

// replyLanguages are those of the site, with the one that the person speaks.
func (v *visit) replyLanguages(r formsapi.ReadAppointment) []string {
	tags := slices.Clone(v.desk.Languages)
	if r.SpokenLanguage != "" && !slices.Contains(tags, r.SpokenLanguage) {
		tags = append(tags, r.SpokenLanguage)
	}
	return tags
}

// shortened is the beginning of a text, in one line.
func shortened(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if runes := []rune(text); len(runes) > maxLabel {
		return string(runes[:maxLabel]) + "…"
	}
	return text
}
