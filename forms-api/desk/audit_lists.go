package desk

import formsapi "sportello/forms-api"

// lists are the routes that show names, or what people wrote, of many at once,
// under the name that the log has for each. A single request's page is accounted
// for by its use case, at that request. A test wants every route to be one of these,
// one of that kind, or one without anything personal on it.
var lists = map[string]string{
	"GET /desk/{$}":            "inbox",
	"POST /desk/find":          "search",
	"POST /desk/hand-over":     "inbox", // shown again with what was left alone
	"GET /desk/to-answer":      "to-answer",
	"GET /desk/waiting":        "waiting",
	"GET /desk/misfits":        "misfits",
	"GET /desk/day":            "day",
	"GET /desk/week":           "week",
	"GET /desk/my-week":        "my-week",
	"GET /desk/calls":          "calls",
	"GET /desk/closures/check": "closure",
	"GET /desk/absences/check": "absence",
	"GET /desk/feedback/page":  "comments",
	"GET /desk/erasures":       "erasures",
	"GET /desk/staff":          "colleagues",
	"GET /desk/accounts-log":   "accounts-log",
}

// What a page of one request lists besides: requests of the same telephone or e-mail.
const (
	listOthers    = "others"    // on a request's page
	listElsewhere = "elsewhere" // another organisation's, beside a person's data
)

// keepAccount notes that a list is opened, before it is: who has seen it must be in
// the log, also if they left before it was written. What was searched for is not.
func (v *visit) keepAccount(pattern string) error {
	list, names := lists[pattern]
	if !names || !v.signedIn() || pattern == "GET /desk/{$}" && !v.staff.MayAnywhere(formsapi.ReadRequests) {
		return nil
	}
	return v.Trail.Listed(v.r.Context(), v.staff, list, v.officeAsked())
}

// officeAsked is the office in the address, if there is one by that name.
func (v *visit) officeAsked() string {
	asked := v.r.URL.Query().Get("office")
	if _, known := v.Catalogue.Office(asked); !known {
		return ""
	}
	return asked
}
