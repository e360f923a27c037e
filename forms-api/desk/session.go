package desk

import (
	"fmt"
	"net/http"
	"net/url"
	"path"
	"strings"

	"github.com/alexedwards/scs/v2"
	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

// Where a session holds what to say once, the id of the request that was just
// decided, the office that was worked at, and the language that was translated into;
// who is signed in stands at formsapi.SessionStaff.
const (
	sessionNotice     = "notice"
	sessionMade       = "made"
	sessionDecided    = "decided"
	sessionOffice     = "office"
	sessionTranslates = "translates"
)

// newSessions keeps the cookie to this host alone where it can: the __Host-
// prefix makes browsers insist on it, and asks for Secure and the path "/"
// (RFC 6265bis 4.1.3.2). It ends with the browser, because desks share a PC.
func (d *desk) newSessions() *scs.SessionManager {
	s := scs.New()
	s.Store = d.Config.Sessions
	s.IdleTimeout, s.Lifetime = formsapi.SessionIdle, formsapi.SessionLife
	s.Cookie.Name = "sportello-desk"
	if d.Secure {
		s.Cookie.Name = "__Host-sportello-desk"
	}
	s.Cookie.Secure = d.Secure
	s.Cookie.HttpOnly = true
	s.Cookie.SameSite = http.SameSiteLaxMode
	s.Cookie.Persist = false
	s.ErrorFunc = func(w http.ResponseWriter, r *http.Request, err error) {
		(&visit{desk: d, w: w, r: r}).fail(fmt.Errorf("keeping a session: %w", err))
	}
	return s
}

// recognise finds out who makes the visit; a session whose account is gone or
// closed ends, and one that has lasted too long by the desk's own clock. One that
// does not fit the account any more is nobody's. It is not ended from here: a page
// that asks for something by itself while its owner changes the password would.
func (v *visit) recognise() error {
	v.language = languageOf(v.r, "")
	id, err := uuid.Parse(v.sessions.GetString(v.r.Context(), formsapi.SessionStaff))
	if err != nil {
		return nil
	}
	if v.session().Over(v.Now()) {
		return v.sessions.Destroy(v.r.Context())
	}
	s, err := v.Staff.StaffByID(v.r.Context(), id)
	switch {
	case formsapi.CodeOf(err) == formsapi.CodeNotFound || err == nil && s.Disabled:
		return v.sessions.Destroy(v.r.Context())
	case err != nil:
		return fmt.Errorf("reading who is signed in: %w", err)
	case s.Altered:
		v.altered = true
		return v.noteAltered(s)
	case !v.fits(s):
		return nil
	}
	v.staff, v.language = s, languageOf(v.r, s.Language)
	return nil
}

// notify has the next page show a message, once, after those that wait already.
func (v *visit) notify(key string, pairs ...any) {
	waiting := v.sessions.GetString(v.r.Context(), sessionNotice)
	v.sessions.Put(v.r.Context(), sessionNotice, strings.TrimSpace(waiting+" "+v.say(key, pairs...)))
}

// leadTo has the next message lead to what was made, at an address of the desk.
func (v *visit) leadTo(path string) { v.sessions.Put(v.r.Context(), sessionMade, path) }

func (v *visit) made() string {
	if !v.signedIn() {
		return ""
	}
	return v.sessions.PopString(v.r.Context(), sessionMade)
}

func (v *visit) notice() string {
	if !v.signedIn() {
		return ""
	}
	return v.sessions.PopString(v.r.Context(), sessionNotice)
}

// askToSignIn remembers the page that was asked for; after a form that was sent
// too late that is the page the form stands on.
func (v *visit) askToSignIn() error {
	if sendsTranslation(v.r) {
		return v.keepTyped()
	}
	if kept, err := v.keepNote(); kept || err != nil {
		return err
	}
	asked := v.r.URL.RequestURI()
	if v.r.Method != http.MethodGet {
		asked = formPage(v.r.URL.Path)
	}
	return v.redirect(signInPath + "?" + url.Values{"next": {asked}}.Encode())
}

// formPage is the page whose form is sent to a path.
func formPage(sentTo string) string {
	switch {
	case strings.HasPrefix(sentTo, appointmentsPath):
		return path.Dir(sentTo)
	case sentTo == contactsPath:
		return newContactPath
	case strings.HasPrefix(sentTo, closuresPath), strings.HasPrefix(sentTo, absencesPath):
		return closuresPath
	case strings.HasPrefix(sentTo, feedsPath):
		return feedsPath
	case strings.HasPrefix(sentTo, callsPath):
		return callsPath
	case strings.HasPrefix(sentTo, accountPath):
		return accountPath
	}
	return home
}

// wayBack is where to go after a detour, and never leads off the desk. An
// address counts only as the desk itself writes it: a path that nothing tidies,
// without an escape, so that no browser or proxy reads another path in it.
func wayBack(asked string) string {
	u, err := url.Parse(asked)
	switch {
	case err != nil, u.IsAbs(), u.Host != "", u.RawPath != "":
		return home
	case !strings.HasPrefix(u.Path, home), strings.ContainsAny(u.Path, `\%`):
		return home
	case path.Clean(u.Path) != strings.TrimSuffix(u.Path, "/"):
		return home
	}
	return u.RequestURI()
}
