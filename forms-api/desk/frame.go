package desk

import (
	"embed"
	"errors"
	"html/template"
	"io/fs"
	"net/http"
	"time"

	formsapi "sportello/forms-api"
)

//go:embed templates/*.html
var templates embed.FS

// parsePages makes a page of each template: the layout with its parts, and the
// content in its place.
func parsePages() map[string]*template.Template {
	layout := template.Must(template.ParseFS(templates, "templates/layout.html", "templates/parts.html"))
	pages := map[string]*template.Template{}
	for _, name := range must(fs.Glob(templates, "templates/*.html")) {
		page := template.Must(template.Must(layout.Clone()).ParseFS(templates, name))
		pages[name[len("templates/"):]] = page
	}
	return pages
}

// A frame is what every page shows around its own content, and the words that
// templates ask for.
type frame struct {
	visit  *visit
	Title  string
	Here   string // where to come back to after switching the language
	Notice string // what was just done
	Errors []wrongField

	ErrorsTitle string // of the summary of Errors
}

// A wrongField says what to correct, and where.
type wrongField struct {
	Control string // the id of the control; empty for the form as a whole
	Message string
}

// A navItem leads to a part of the desk.
type navItem struct {
	Path, Label string
	Current     bool
}

func (v *visit) frame(titleKey string, pairs ...any) frame {
	f := frame{visit: v, Title: v.say(titleKey, pairs...), Here: home, Notice: v.notice()}
	if v.r.Method == http.MethodGet {
		f.Here = wayBack(v.r.URL.RequestURI())
	}
	return f
}

// refuse puts the fields of a problem into the summary. The id of a control is
// its field's name after the prefix.
func (f *frame) refuse(err error, prefix string) {
	p, ok := errors.AsType[*formsapi.Problem](err)
	if !ok {
		return
	}
	f.ErrorsTitle = f.visit.say("errors-title")
	if p.Code == formsapi.CodeConflict {
		f.ErrorsTitle = f.visit.say(problemTitleKey(http.StatusConflict))
	}
	for _, e := range p.Fields {
		f.Errors = append(f.Errors, wrongField{prefix + e.Field, f.visit.Words.Message(f.visit.language, e.Key, e.Args)})
	}
	if len(p.Fields) == 0 {
		f.Errors = append(f.Errors, wrongField{"", f.visit.say(problemKey(p))})
	}
}

// Wrong is the message of a control, or empty.
func (f frame) Wrong(control string) string {
	for _, e := range f.Errors {
		if e.Control == control {
			return e.Message
		}
	}
	return ""
}

// T is a message; pairs are the names and values of its placeholders.
func (f frame) T(key string, pairs ...any) string { return f.visit.say(key, pairs...) }

// LanguageName is the name of a language in the desk's.
func (f frame) LanguageName(code string) string {
	return f.visit.Words.LanguageName(f.visit.language, code)
}

// When is a date and a time of day in a zone.
func (f frame) When(at time.Time, zone *time.Location) string { return f.visit.moment(at, zone) }

// Language is the desk's; Other is what the switch offers.
func (f frame) Language() string { return f.visit.language }

// Other is the language that the switch offers.
func (f frame) Other() string { return otherLanguage(f.visit.language) }

// OtherName is that language's name, in itself.
func (f frame) OtherName() string { return f.visit.Words.Message(f.Other(), "language-name", nil) }

// Styles is the address of the stylesheet.
func (f frame) Styles() string { return f.visit.styles.path() }

// Demo tells whether what is shown is invented.
func (f frame) Demo() bool { return f.visit.desk.Demo }

// SignedIn is the name of who is signed in, or empty.
func (f frame) SignedIn() string { return f.visit.staff.Name }

// Nav lists the parts of the desk that the visitor may use.
func (f frame) Nav() []navItem {
	if !f.visit.signedIn() {
		return nil
	}
	items := []navItem{f.navItem(home, "nav-inbox")}
	if f.visit.staff.MayAnywhere(formsapi.ReadRequests) {
		items = append(items, f.navItem(dayPath, "nav-day"))
	}
	if f.visit.staff.MayAnywhere(formsapi.WorkRequests) {
		items = append(items, f.navItem(newContactPath, "nav-contact"), f.navItem(closuresPath, "nav-closures"))
	}
	if f.visit.staff.MayAnywhere(formsapi.ReadFeedback) {
		items = append(items, f.navItem(feedbackPath, "nav-feedback"))
	}
	if f.visit.staff.MayAnywhere(formsapi.TranslatePages) {
		items = append(items, f.navItem(translationsPath, "nav-translations"))
	}
	if f.visit.staff.MayAnywhere(formsapi.ManageStaff) {
		items = append(items, f.navItem(staffPath, "nav-staff"))
	}
	return items
}

func (f frame) navItem(path, key string) navItem {
	return navItem{Path: path, Label: f.visit.say(key), Current: f.visit.r.URL.Path == path}
}
