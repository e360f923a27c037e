package desk

import (
	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

// markComments notes that the visitor has read one comment, or all that were shown
// ("all", with each id as "shown").
func (d *desk) markComments(v *visit) error {
	typed := v.r.Form["rating"]
	if v.r.Form.Get("all") != "" {
		typed = v.r.Form["shown"]
	}
	var ids []uuid.UUID
	for _, text := range typed {
		id, err := uuid.Parse(text)
		if err != nil {
			return &formsapi.Problem{Code: formsapi.CodeInvalid, Key: "form-unreadable"}
		}
		ids = append(ids, id)
	}
	if err := d.Ratings.MarkRead(v.r.Context(), v.staff, ids); err != nil {
		return err
	}
	v.notify("notice-comments-read")
	return v.redirect(wayOn(v.r.PostFormValue("next"), feedbackPath))
}
