package desk

import (
	"net/http"

	formsapi "sportello/forms-api"
)

// draftOf names in a draft's address whose page sends it.
const draftOf = "of"

// saveDraft keeps what the visitor is writing on a request. A script asks for it by
// itself, every few seconds: it does not keep a session from ending.
func (d *desk) saveDraft(v *visit) error {
	id, err := v.pathID("id")
	if err != nil {
		return err
	}
	if v.leftOpen() {
		return &formsapi.Problem{Code: formsapi.CodeForbidden, Key: "forbidden"}
	}
	words := formsapi.DraftDetails{Text: v.r.PostFormValue("text"), Fields: map[string]string{}}
	for name, values := range v.r.PostForm {
		if name != "text" && len(values) == 1 {
			words.Fields[name] = values[0]
		}
	}
	if err := v.Appointments.SaveDraft(v.r.Context(), v.staff, id, formsapi.DraftKind(v.r.PathValue("kind")), words); err != nil {
		return err
	}
	v.w.WriteHeader(http.StatusNoContent)
	return nil
}

// leftOpen tells whether the page is a colleague's whose session is over: desks share a
// PC, and the script of a page that was left open goes on under whoever signs in next.
// What it sends is the colleague's, and must not come back to somebody else.
func (v *visit) leftOpen() bool {
	of := v.r.URL.Query().Get(draftOf)
	return of != "" && of != v.staff.ID.String()
}
