package desk

import (
	"net/http"
	"strconv"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

func replyPath(request uuid.UUID) string { return appointmentPath(request) + "/reply" }

// What the buttons of the form do besides sending.
const (
	doPreview = "preview"
	doDraft   = "draft"
)

func (v *visit) readReply(id uuid.UUID) (replyForm, error) {
	typed := v.r.PostFormValue
	f := replyForm{Open: true, Answer: formsapi.Answer{
		ID: id, Template: typed("template"), Details: typed("details"), Text: typed("text"), Language: typed("language"),
		Way: formsapi.ReplyWay(typed("way")), Result: formsapi.CallResult(typed("result")), Asks: typed("asks") == "true",
	}}
	var err error
	if f.Version, err = strconv.Atoi(typed("version")); err != nil {
		return f, &formsapi.Problem{Code: formsapi.CodeInvalid, Key: "form-unreadable"}
	}
	return f, nil
}

// draft is what is kept of it while it is not sent.
func (f replyForm) draft() formsapi.DraftDetails {
	d := formsapi.DraftDetails{Text: f.Text, Fields: map[string]string{
		"template": f.Template, "details": f.Details, "language": f.Language, "way": string(f.Way), "result": string(f.Result),
	}}
	if f.Asks {
		d.Fields["asks"] = "true"
	}
	return d
}

// drafted puts back what was kept.
func (f *replyForm) drafted(d formsapi.DraftDetails) {
	f.Text, f.Template, f.Details = d.Text, d.Fields["template"], d.Fields["details"]
	f.Way, f.Result, f.Asks = formsapi.ReplyWay(d.Fields["way"]), formsapi.CallResult(d.Fields["result"]), d.Fields["asks"] == "true"
	if d.Fields["language"] != "" {
		f.Language = d.Fields["language"]
	}
}

// sendReply gives an answer, shows how it would be given, or keeps it for later.
func (d *desk) sendReply(v *visit) error {
	id, err := v.pathID("id")
	if err != nil {
		return err
	}
	f, err := v.readReply(id)
	if err != nil {
		return err
	}
	ctx := v.r.Context()
	switch v.r.PostFormValue("do") {
	case doPreview:
		return v.previewReply(f)
	case doDraft:
		if err := d.Appointments.SaveDraft(ctx, v.staff, id, formsapi.DraftReply, f.draft()); err != nil {
			return v.refuseReply(f, err)
		}
		v.notify("notice-draft")
		return v.redirect(appointmentPath(id) + "#reply")
	}
	if err := d.Replies.Send(ctx, v.staff, f.Answer); err != nil {
		return v.refuseReply(f, err)
	}
	v.notify(replyNoticeKey(f.Way))
	return v.redirect(appointmentPath(id) + "#replies")
}

// replyNoticeKey says what was done.
func replyNoticeKey(way formsapi.ReplyWay) string {
	switch way {
	case formsapi.ReplyByTelephone:
		return "notice-tell"
	case formsapi.ReplyOnPaper:
		return "notice-reply-print"
	}
	return "notice-reply"
}

// previewReply shows an answer with everything filled in, and changes nothing.
func (v *visit) previewReply(f replyForm) error {
	reply, err := v.Replies.Preview(v.r.Context(), v.staff, f.Answer, v.language)
	if err != nil {
		return v.refuseReply(f, err)
	}
	f.seen = &reply
	return v.renderReply(f, http.StatusOK, nil)
}

// refuseReply says why it was not done, with what was typed still in place.
func (v *visit) refuseReply(f replyForm, problem error) error {
	switch formsapi.CodeOf(problem) {
	case formsapi.CodeInvalid, formsapi.CodeConflict:
		return v.renderReply(f, statusOf[formsapi.CodeOf(problem)], problem)
	}
	return problem
}

// renderReply shows the request as it is now, with the form as it was typed.
func (v *visit) renderReply(f replyForm, status int, problem error) error {
	return v.withRequest(func(page *appointmentPage) error {
		page.refuse(problem, "reply-")
		if formsapi.CodeOf(problem) == formsapi.CodeConflict {
			step := stepForm{Version: f.Version}
			page.overtake(&step)
			f.Version = step.Version
		}
		page.Reply = f
		if err := v.offerReply(&page.Reply, page.Request); err != nil {
			return err
		}
		return v.render(status, "appointment.html", page)
	})
}
