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
	layout := template.Must(template.ParseFS(templates, "templates/layout.html", "templates/parts.html", "templates/casework.html", "templates/reply.html"))
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
	Made   string // the address of what was made by it; empty for none
	Errors []wrongField

	ErrorsTitle string // of the summary of Errors
}

// A wrongField says what to correct, and where.
type wrongField struct {
	Control string // the id of the control; empty for the form as a whole
	Message string
}

func (v *visit) frame(titleKey string, pairs ...any) frame {
	f := frame{visit: v, Title: v.say(titleKey, pairs...), Here: home, Notice: v.notice(), Made: v.made()}
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

// A codeField asks for the second factor, in the form of a prefix.
type codeField struct {
	frame
	Prefix  string
	AppOnly bool // a recovery code is none here
}

// CodeField is what the template of that name needs.
func (f frame) CodeField(prefix string) codeField { return codeField{frame: f, Prefix: prefix} }

// AppCodeField is the same, where nobody has recovery codes yet.
func (f frame) AppCodeField() codeField { return codeField{frame: f, AppOnly: true} }

// Demo tells whether what is shown is invented.
func (f frame) Demo() bool { return f.visit.desk.Demo }

// SignedIn is the name of who is signed in, or empty.
func (f frame) SignedIn() string { return f.visit.staff.Name }
