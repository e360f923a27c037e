package desk

import (
	"net/http"

	formsapi "sportello/forms-api"
)

// home is the inbox, and what every path of the desk begins with.
const home = "/desk/"

// A route is one address of the desk with what it takes to use it.
type route struct {
	pattern string
	access  access
	serve   func(*visit) error
}

// routes is the desk's table of rights. A permission is asked for at any office;
// whether it holds at the office of the request in question, the use case asks.
func (d *desk) routes() []route {
	return []route{
		{"GET /desk/styles/{name}", file, d.showStyles},
		{"GET /desk/sign-in", anybody, d.showSignIn},
		{"POST /desk/sign-in", anybody, d.signIn},
		{"POST /desk/sign-out", anybody, d.signOut},
		{"GET /desk/invitation", anybody, d.showInvitation},
		{"POST /desk/invitation", anybody, d.acceptInvitation},
		{"POST /desk/language", anybody, d.chooseLanguage},

		{"GET /desk/{$}", colleagues, d.showInbox},
		{"POST /desk/find", only(formsapi.ReadRequests), d.find},
		{"GET /desk/appointments/{id}", hiddenWithout(formsapi.ReadRequests), d.showAppointment},
		{"POST /desk/appointments/{id}/{event}", hiddenWithout(formsapi.ReadRequests), d.takeStep},

		{"GET /desk/to-answer", only(formsapi.ReadRequests), d.showQueue},
		{"GET /desk/waiting", only(formsapi.ReadRequests), d.showQueue},
		{"GET /desk/misfits", only(formsapi.ReadRequests), d.showQueue},
		{"GET /desk/day", only(formsapi.ReadRequests), d.showDay},
		{"GET /desk/appointments/{id}/slip", hiddenWithout(formsapi.ReadRequests), d.showSlip},
		{"GET /desk/contacts/new", only(formsapi.WorkRequests), d.showNewContact},
		{"POST /desk/contacts", only(formsapi.WorkRequests), d.record},

		{"GET /desk/closures", only(formsapi.WorkRequests), d.showClosures},
		{"GET /desk/closures/check", only(formsapi.WorkRequests), d.checkClosure},
		{"POST /desk/closures", only(formsapi.WorkRequests), d.closeOffice},
		{"POST /desk/closures/reopen", only(formsapi.WorkRequests), d.reopen},
		{"GET /desk/absences/check", only(formsapi.WorkRequests), d.checkAbsence},
		{"POST /desk/absences", only(formsapi.WorkRequests), d.noteAbsence},
		{"POST /desk/absences/end", only(formsapi.WorkRequests), d.takeAbsenceBack},

		{"GET /desk/feeds", only(formsapi.ReadRequests), d.showFeeds},
		{"POST /desk/feeds", only(formsapi.ReadRequests), d.makeFeed},
		{"POST /desk/feeds/{id}/revoke", only(formsapi.ReadRequests), d.revokeFeed},

		{"GET /desk/calls", only(formsapi.ReadRequests), d.showCalls},
		{"POST /desk/calls/{appointment}/{message}", hiddenWithout(formsapi.ReadRequests), d.tell},
		{"POST /desk/calls/{appointment}/{message}" + noAnswer, hiddenWithout(formsapi.ReadRequests), d.tryCall},

		{"GET /desk/feedback", only(formsapi.ReadFeedback), d.showFeedback},
		{"GET /desk/feedback/page", only(formsapi.ReadFeedback), d.showPageFeedback},

		{"GET /desk/translations", only(formsapi.TranslatePages), d.showTranslations},
		{"GET /desk/translations/{language}/{page...}", only(formsapi.TranslatePages), d.showTranslation},
		{"POST /desk/translations/{language}/{page...}", only(formsapi.TranslatePages), d.saveTranslation},
		{"GET /desk/translation-files/{language}/{page...}", only(formsapi.TranslatePages), d.downloadTranslation},

		{"GET /desk/staff", only(formsapi.ManageStaff), d.showStaff},
		{"POST /desk/staff", only(formsapi.ManageStaff), d.invite},
		{"POST /desk/staff/{id}/link", only(formsapi.ManageStaff), d.renewLink},
		{"POST /desk/staff/{id}/disable", only(formsapi.ManageStaff), d.disable},

		{"/desk/", colleagues, d.nothingHere},
	}
}

// An access says who may use a route. The zero value is no decision, and refused by mux.
type access struct {
	who        string
	permission formsapi.Permission
	hidden     bool // who lacks the permission does not learn that there is something
}

var (
	file       = access{who: "file"}    // the same bytes for everybody, without a session
	anybody    = access{who: "anybody"} // signed in or not
	colleagues = access{who: "colleagues"}
)

func only(p formsapi.Permission) access {
	return access{who: colleagues.who, permission: p}
}

func hiddenWithout(p formsapi.Permission) access {
	return access{who: colleagues.who, permission: p, hidden: true}
}

// refuse answers nil to whoever may pass.
func (a access) refuse(s formsapi.Staff) error {
	switch {
	case a.permission == "" || s.MayAnywhere(a.permission):
		return nil
	case a.hidden:
		return &formsapi.Problem{Code: formsapi.CodeNotFound, Key: "not-found"}
	}
	return &formsapi.Problem{Code: formsapi.CodeForbidden, Key: "forbidden"}
}

func (d *desk) mux() *http.ServeMux {
	mux := http.NewServeMux()
	for _, r := range d.routes() {
		if r.access.who == "" {
			panic("the desk's route " + r.pattern + " does not say who may use it")
		}
		mux.Handle(r.pattern, d.guard(r))
	}
	return mux
}

// guard is the only way to a handler.
func (d *desk) guard(r route) http.Handler {
	guarded := http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		v := &visit{desk: d, w: w, r: req}
		if err := v.pass(r); err != nil {
			v.fail(err)
		}
	})
	if r.access == file {
		return guarded
	}
	return d.sessions.LoadAndSave(guarded)
}

func (v *visit) pass(r route) error {
	if r.access == file {
		return r.serve(v)
	}
	if err := v.recognise(); err != nil {
		return err
	}
	if r.access.who == colleagues.who && !v.signedIn() {
		return v.askToSignIn()
	}
	if err := r.access.refuse(v.staff); err != nil {
		return err
	}
	if err := v.readForm(); err != nil {
		return err
	}
	return r.serve(v)
}

func (d *desk) nothingHere(*visit) error {
	return &formsapi.Problem{Code: formsapi.CodeNotFound, Key: "not-found"}
}
