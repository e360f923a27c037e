package desk

import (
	"html/template"
	"log/slog"
	"net/http"
	"net/netip"
	"runtime"
	"sync"
	"time"

	"github.com/alexedwards/scs/v2"

	formsapi "sportello/forms-api"
)

// Config is what a desk is made of. Every field is needed, but for Demo.
type Config struct {
	Appointments  *formsapi.WorkAppointments
	Replies       *formsapi.AnswerRequests
	Slots         *formsapi.Slots
	Calls         *formsapi.CallList
	Contacts      *formsapi.RecordContact
	Closing       *formsapi.CloseOffice
	Absences      *formsapi.NoteAbsence
	Feeds         *formsapi.Feeds
	Accounts      *formsapi.Accounts
	Factors       *formsapi.SecondFactors
	Ratings       *formsapi.ReadRatings
	Experience    *formsapi.RateService
	Trail         *formsapi.AuditTrail
	AccountLog    *formsapi.AccountLog
	Persons       *formsapi.Persons
	Erasures      *formsapi.Erasures
	Retention     *formsapi.ReadRetention
	Reports       *formsapi.MakeReports
	ReportLayouts []formsapi.ReportLayout // that funders want; may be none
	Translate     *formsapi.Translate
	Staff         formsapi.StaffStore
	Catalogue     formsapi.Catalogue
	Languages     []string                // tags of the site's languages, which requests and ratings come in
	Direction     func(tag string) string // in which one of them is written: ltr or rtl
	Words         Words
	Public        PublicWords
	Title         func(path string) string // of a page of the site, in its language; empty for one that is gone
	Site          Site

	Sessions scs.Store                        // a scs.CtxStore is used as one
	URL      string                           // where the site is, such as https://help.example.org (scheme, host and port alone); one-time links begin with it
	Secure   bool                             // cookies only over https (DESIGN decision 12)
	Limits   bool                             // slow sign-in down after failures
	Client   func(*http.Request) netip.Prefix // the network that counts as one client

	Demo   bool   // every page says that nobody on it is real, and nobody has to have a second factor; false by default
	Styles []byte // the site's tokens and base rules, before the desk's own
	Now    func() time.Time
	Log    *slog.Logger

	Stopping <-chan struct{} // closed when the server stops, which ends what is told page by page; nil: never
}

// desk is the handler: what it was given, and what its pages share.
type desk struct {
	Config
	sessions *scs.SessionManager
	styles   stylesheet
	pages    map[string]*template.Template
	throttle *throttle // of passwords
	codes    *throttle // of second factors
	reported sync.Map  // the ids of records that cannot be read, once they were logged
	streams  streams
	hashing  chan struct{} // one place for each password that may be hashed at a time

	eventsEvery time.Duration // how often a page is told what came in
}

// New makes the desk; it answers for every path beneath /desk/.
func New(c Config) http.Handler {
	d := newDesk(c)
	return d.handler(d.routes())
}

func newDesk(c Config) *desk {
	d := &desk{
		Config:   c,
		styles:   newStylesheet(c.Styles),
		pages:    parsePages(),
		throttle: newThrottle(c.Now),
		codes:    newCodeThrottle(c.Now),
		hashing:  make(chan struct{}, runtime.GOMAXPROCS(0)),

		eventsEvery: eventsEvery,
	}
	d.sessions = d.newSessions()
	return d
}

func (d *desk) handler(routes []route) http.Handler {
	return d.withHeaders(d.sameOrigin(d.mux(routes)))
}
