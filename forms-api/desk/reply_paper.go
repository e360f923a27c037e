package desk

import (
	"net/http"
	"strconv"

	formsapi "sportello/forms-api"
)

// replyPaper is an answer to hand over, in the person's language.
type replyPaper struct {
	frame
	Path      string // of the request's page
	Text      string
	Language  string
	Office    string // empty for who asked for discretion
	Telephone string
	CodeLabel string
	Reference string
}

// showReplyPaper shows an answer to print. It names the person nowhere: paper is left
// on tables.
func (d *desk) showReplyPaper(v *visit) error {
	r, err := v.readRequest()
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(v.r.PathValue("version"))
	if err != nil || n < 1 || n > len(r.History) || r.History[n-1].Reply == nil || r.History[n-1].Reply.Text == "" {
		return &formsapi.Problem{Code: formsapi.CodeNotFound, Key: "not-found"}
	}
	reply := r.History[n-1].Reply
	page := replyPaper{
		frame: v.frame("reply-paper-title"), Path: appointmentPath(r.ID), Text: reply.Text, Language: reply.Language,
		CodeLabel: v.Public.Message(r.Language, "reference-label", nil), Reference: r.Reference.String(),
	}
	if office, known := v.Catalogue.Office(r.Office); known && !r.Discreet {
		page.Office, page.Telephone = office.Title(r.Language), office.FirstTelephone()
	}
	return v.render(http.StatusOK, "reply_paper.html", page)
}
