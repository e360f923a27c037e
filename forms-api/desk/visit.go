package desk

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

// maxForm bounds what a form may send, in bytes: many times the longest note.
const maxForm = 64 << 10

// A visit is one request to the desk, and who makes it.
type visit struct {
	*desk
	w        http.ResponseWriter
	r        *http.Request
	staff    formsapi.Staff // zero for who is not signed in
	language string
	altered  bool // who was signed in is not, since their account is not as the program left it
}

func (v *visit) signedIn() bool { return v.staff.ID != uuid.Nil }

// say is a message in the visitor's language.
func (v *visit) say(key string, pairs ...any) string {
	return v.Words.Message(v.language, key, messageArgs(pairs))
}

// moment is a date and a time of day.
func (v *visit) moment(at time.Time, zone *time.Location) string {
	return v.say("date-and-time", "Date", v.Words.Date(v.language, at, zone), "Time", v.Words.Time(v.language, at, zone))
}

func (v *visit) readForm() error {
	v.r.Body = http.MaxBytesReader(v.w, v.r.Body, v.mostOfForm())
	if err := v.r.ParseForm(); err != nil {
		return &formsapi.Problem{Code: formsapi.CodeInvalid, Key: "form-unreadable"}
	}
	return nil
}

// mostOfForm is how much the visitor may send, in bytes. From who is not signed in,
// and gets back what they typed, that is no more than they can have typed rightly:
// it may be anybody.
func (v *visit) mostOfForm() int64 {
	sheet := strings.HasPrefix(v.r.URL.Path, translationsPath)
	switch {
	case sheet && !v.signedIn():
		return maxSheetSignedOut
	case sheet:
		return maxSheet
	case strings.HasPrefix(v.r.URL.Path, appointmentsPath) && v.signedIn():
		return maxNotes
	}
	return maxForm
}

func (v *visit) redirect(to string) error {
	http.Redirect(v.w, v.r, to, http.StatusSeeOther)
	return nil
}

// render writes the page only once it is whole.
func (v *visit) render(status int, page string, view any) error {
	var whole bytes.Buffer
	if err := v.pages[page].ExecuteTemplate(&whole, "layout", view); err != nil {
		return fmt.Errorf("rendering %s: %w", page, err)
	}
	v.w.Header().Set("Content-Type", "text/html; charset=utf-8")
	v.w.WriteHeader(status)
	if _, err := whole.WriteTo(v.w); err != nil {
		v.Log.Debug("the visitor left before the page was written", "page", page)
	}
	return nil
}

var statusOf = map[formsapi.Code]int{
	formsapi.CodeInvalid:     http.StatusUnprocessableEntity,
	formsapi.CodeNotFound:    http.StatusNotFound,
	formsapi.CodeForbidden:   http.StatusForbidden,
	formsapi.CodeConflict:    http.StatusConflict,
	formsapi.CodeReused:      http.StatusUnprocessableEntity,
	formsapi.CodeUnavailable: http.StatusServiceUnavailable,
}

// problemPage says what went wrong, and where to go from here.
type problemPage struct {
	frame
	Sentence string
	Where    string // to find the cause; empty where nothing tells, or the page does already
}

// fail answers an error that no page of its own shows.
func (v *visit) fail(err error) {
	v.report(err)
	v.failWith(failureOf(err))
}

// failureOf is how an error is answered: its status, and the key of its sentence.
func failureOf(err error) (status int, key string) {
	status, key = http.StatusInternalServerError, "internal-error"
	if p, ok := errors.AsType[*formsapi.Problem](err); ok && statusOf[p.Code] != 0 {
		status, key = statusOf[p.Code], problemKey(p)
	}
	return status, key
}

// report logs, once, what the visitor cannot act on; a use case's address says nothing
// of a person. A visitor who has gone is no error of ours.
func (v *visit) report(err error) {
	status, _ := failureOf(err)
	p, ok := errors.AsType[*formsapi.Problem](err)
	if status >= http.StatusInternalServerError && !(ok && p.Reported) {
		v.Log.Log(v.r.Context(), v.levelOfFailure(), "the desk could not answer", "route", v.r.Pattern, "error", err)
	}
}

func (v *visit) levelOfFailure() slog.Level {
	if v.r.Context().Err() != nil {
		return slog.LevelDebug
	}
	return slog.LevelError
}

func (v *visit) failWith(status int, key string) {
	if v.language == "" {
		v.language = languageOf(v.r, "")
	}
	page := problemPage{frame: v.frame(problemTitleKey(status)), Sentence: v.say(key), Where: v.whereBroken(key)}
	if err := v.render(status, "problem.html", page); err != nil {
		v.Log.Error("the desk could not show a problem", "error", err)
		http.Error(v.w, http.StatusText(status), status)
	}
}

// problemKey names a problem as a whole, also one that came without a key.
func problemKey(p *formsapi.Problem) string {
	switch {
	case p.Key != "":
		return p.Key
	case p.Code == formsapi.CodeNotFound:
		return "not-found"
	case p.Code == formsapi.CodeConflict:
		return "state-conflict"
	case p.Code == formsapi.CodeForbidden:
		return "forbidden"
	case p.Code == formsapi.CodeUnavailable:
		return "error-unavailable"
	}
	return "form-unreadable"
}
