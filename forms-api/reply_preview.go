package formsapi

import "context"

// A ReplyPreview is an answer as it would be given.
type ReplyPreview struct {
	Reply
	// Reader is what a template says in the language of who answers, if neither Text nor
	// Italian is in it: so that they know what they send. It goes nowhere and is not kept.
	Reader string
}

// Preview is an answer as it would be given, shown to who reads a language of the desk.
// It answers the *Problem of Send that is about its words: what came of a call is asked
// when it is noted.
func (u *AnswerRequests) Preview(ctx context.Context, by Staff, typed Answer, reader string) (p ReplyPreview, err error) {
	a, err := u.Work.readable(ctx, by, typed.ID)
	if err != nil {
		return p, err
	}
	r, d, err := u.answering(by, a, typed)
	if err != nil {
		return p, err
	}
	wrong := u.worded(&r, a, d, typed)
	if len(wrong) == 0 && !shows(r.Text) { // a call needs no words, looking at them does
		wrong = append(wrong, FieldError{Field: "text", Key: "reply-text-missing"})
	}
	if p.Reply = r; len(wrong) > 0 {
		return p, Invalid(wrong)
	}
	if r.Template != "" && reader != r.Language && reader != italian && u.Words.Site(reader) {
		details, _ := CleanText(typed.Details) // worded has looked at it
		p.Reader = u.say(a, d, r.Template, details, reader)
	}
	return p, nil
}
