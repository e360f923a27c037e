package desk

import (
	"net/http"

	formsapi "sportello/forms-api"
)

// An access says who may use a route. The zero value is no decision, and refused by mux.
type access struct {
	who        string
	permission formsapi.Permission
	hidden     bool // who lacks the permission does not learn that there is something
	byItself   bool // a page asks for it by itself, at times: that is no step of the visitor
	listened   bool // a page listens to it: who is signed in no more is told not to ask again
	settingUp  bool // also for who owes a second factor, whom every other address leads here
}

var (
	file       = access{who: "file"}    // the same bytes for everybody, without a session
	anybody    = access{who: "anybody"} // signed in or not
	colleagues = access{who: "colleagues"}
	settingUp  = access{who: colleagues.who, settingUp: true}
)

func only(p formsapi.Permission) access {
	return access{who: colleagues.who, permission: p}
}

func hiddenWithout(p formsapi.Permission) access {
	return access{who: colleagues.who, permission: p, hidden: true}
}

// asked makes a route one that a page asks for by itself: it does not keep a session
// from ending.
func (a access) asked() access {
	a.byItself = true
	return a
}

// heard makes a route one that a page listens to, by itself. A way to sign-in is no
// stream, and stands as a failure in the browser's console each time.
func (a access) heard() access {
	a = a.asked()
	a.listened = true
	return a
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

func (d *desk) mux(routes []route) *http.ServeMux {
	mux := http.NewServeMux()
	for _, r := range routes {
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
		if r.access.listened {
			return v.endListening()
		}
		return v.askToSignIn()
	}
	if v.signedIn() && !r.access.byItself {
		v.sessions.Put(v.r.Context(), formsapi.SessionSeen, v.Now().UnixMilli())
	}
	if r.access.who == colleagues.who && !r.access.settingUp && v.owesFactor() {
		return v.redirect(factorPath)
	}
	if err := r.access.refuse(v.staff); err != nil {
		return err
	}
	if err := v.readForm(); err != nil {
		return err
	}
	if err := v.keepAccount(r.pattern); err != nil {
		return err
	}
	return r.serve(v)
}
