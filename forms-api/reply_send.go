package formsapi

import (
	"context"
	"slices"
	"strings"

	"github.com/google/uuid"
)

// AnswerRequests is the use case of staff who write to a person, or tell them
// something by telephone.
type AnswerRequests struct {
	Work  *WorkAppointments
	Words ReplyWords
}

// An Answer is what staff have typed. Its fields are those of the form.
type Answer struct {
	ID       uuid.UUID
	Version  int    // the version that the staff member had before their eyes
	Template string // the name of a ReplyTemplate; empty: free text
	Details  string // what is filled into a template; at most MaxReplyDetails characters
	Text     string // free text, at most MaxReply characters
	Language string // of free text: one of the site's, or one that people can ask to be spoken to in
	Way      ReplyWay
	Result   CallResult // of a call
	Asks     bool
}

// AnswerWays are those in which a request can be answered by the reader, who may be
// one who only notes: then by telephone alone.
func (u *AnswerRequests) AnswerWays(by Staff, r ReadAppointment) []ReplyWay {
	if r.Unreadable != nil {
		return nil
	}
	return slices.DeleteFunc(u.Work.Channels.ways(r.Details), func(w ReplyWay) bool { return !by.May(stepPermission(w.event()), r.Office) })
}

// Send gives an answer: it is in the history, leaves with the outbox, and is on the
// request's own page. It answers a *Problem with CodeNotFound, CodeForbidden,
// CodeConflict (something happened meanwhile) or CodeInvalid; its draft is dropped.
func (u *AnswerRequests) Send(ctx context.Context, by Staff, typed Answer) error {
	a, err := u.Work.readable(ctx, by, typed.ID)
	if err != nil {
		return err
	}
	reply, err := u.compose(by, a, typed)
	if err != nil {
		return err
	}
	if typed.Version != a.Version {
		return &Problem{Code: CodeConflict, Key: "state-conflict"}
	}
	s, err := u.Work.stepper().begin(a, reply.Way.event(), ActorStaff, by.ID.String())
	if err != nil {
		return err
	}
	s.words.Reply = &reply
	s.Casework, s.Sent = s.replied(reply), by.ID
	return u.Work.store(ctx, s)
}

// compose makes an answer of what was typed.
func (u *AnswerRequests) compose(by Staff, a Appointment, typed Answer) (Reply, error) {
	r, d, err := u.answering(by, a, typed)
	if err != nil {
		return r, err
	}
	var wrong []FieldError
	if !slices.Contains(u.Work.Channels.ways(d), typed.Way) {
		wrong = append(wrong, FieldError{Field: "way", Key: "reply-way-missing"})
	}
	if typed.Way == ReplyByTelephone {
		if r.Result = typed.Result; !slices.Contains(CallResults, r.Result) {
			wrong = append(wrong, FieldError{Field: "result", Key: "reply-result-missing"})
		}
	}
	return r, Invalid(append(wrong, u.worded(&r, a, d, typed)...))
}

// answering begins an answer of who may give it, with what the person told.
func (u *AnswerRequests) answering(by Staff, a Appointment, typed Answer) (Reply, Details, error) {
	d, err := OpenDetails(u.Work.Sealer, a)
	switch {
	case err != nil:
		return Reply{}, d, &Problem{Code: CodeForbidden, Key: "request-unreadable"}
	case !by.May(stepPermission(typed.Way.event()), a.Office):
		return Reply{}, d, &Problem{Code: CodeForbidden, Key: "forbidden"}
	}
	return Reply{Way: typed.Way, Asks: typed.Asks}, d, nil
}

// worded gives an answer its words, or says what is wrong with them.
func (u *AnswerRequests) worded(r *Reply, a Appointment, d Details, typed Answer) []FieldError {
	if typed.Template != "" {
		return u.filled(r, a, d, typed)
	}
	return u.typed(r, typed)
}

// typed takes free text as it is. A call needs none.
func (u *AnswerRequests) typed(r *Reply, typed Answer) (wrong []FieldError) {
	text, err := CleanText(typed.Text)
	switch {
	case err != nil:
		wrong = append(wrong, FieldError{Field: "text", Key: "note-unreadable"})
	case Length(text) > MaxReply:
		wrong = append(wrong, FieldError{Field: "text", Key: "note-too-long", Args: map[string]any{"Max": MaxReply}})
	case !shows(text) && r.Way != ReplyByTelephone:
		wrong = append(wrong, FieldError{Field: "text", Key: "reply-text-missing"})
	}
	if !u.Words.Site(typed.Language) && !u.Words.Spoken(typed.Language) {
		wrong = append(wrong, FieldError{Field: "language", Key: "reply-language-missing"})
	}
	r.Text, r.Language = text, typed.Language
	return wrong
}

// filled says a template in the language of the person's pages and in Italian.
func (u *AnswerRequests) filled(r *Reply, a Appointment, d Details, typed Answer) []FieldError {
	if !slices.Contains(u.templates(), typed.Template) {
		return []FieldError{{Field: "template", Key: "reply-template-unknown"}}
	}
	details, err := CleanText(typed.Details)
	switch {
	case err != nil:
		return []FieldError{{Field: "details", Key: "note-unreadable"}}
	case Length(details) > MaxReplyDetails:
		return []FieldError{{Field: "details", Key: "note-too-long", Args: map[string]any{"Max": MaxReplyDetails}}}
	}
	known := u.known(a, d, italian)
	if shows(details) {
		known["Details"] = details
	}
	switch u.lacking(typed.Template, known) {
	case "":
	case "Details":
		return []FieldError{{Field: "details", Key: "reply-details-missing"}}
	default:
		return []FieldError{{Field: "template", Key: "reply-template-unfilled"}}
	}
	say := func(language string) string { return u.say(a, d, typed.Template, details, language) }
	r.Template, r.Language, r.Text, r.Italian = typed.Template, a.Language, say(a.Language), say(italian)
	return nil
}

// say fills a template in a language.
func (u *AnswerRequests) say(a Appointment, d Details, template, details, language string) string {
	known := u.known(a, d, language)
	known["Details"] = strings.TrimRight(details, ".")
	return u.Words.Message(language, replyPrefix+template, known)
}
