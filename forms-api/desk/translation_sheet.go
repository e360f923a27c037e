package desk

import (
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	formsapi "sportello/forms-api"
)

// translationPage is a page beside the Italian one, field by field.
type translationPage struct {
	frame
	Sheet     formsapi.TranslationSheet
	Path      string
	Shown     string // the page on the site
	Direction string // of the language's script
	State     string
	Reviewed  string // the day, in words; empty: nobody has
	Fields    []translationField
	Warnings  []wrongField // to be looked at before it is saved all the same
	Kept      string       // where what is kept can be fetched; empty: nothing is
	Older     []string
}

// A translationField is what is typed beside the Italian words.
type translationField struct {
	ID, Name string // of the control
	Label    string
	Italian  string
	Text     string
	Rows     int
	Missing  bool // nothing is there yet

	Wrong, Warned []string // what is to be corrected, and what is to be looked at
}

func (d *desk) showTranslation(v *visit) error {
	sheet, err := v.openSheet()
	if err != nil {
		return err
	}
	return v.render(http.StatusOK, "translation.html", v.translationPage(sheet, sheet.Words))
}

// openSheet opens the page of the address.
func (v *visit) openSheet() (formsapi.TranslationSheet, error) {
	language, page := v.pageOfSheet()
	return v.Translate.Open(v.r.Context(), v.staff, page, language)
}

func (v *visit) pageOfSheet() (language, page string) {
	return v.r.PathValue("language"), "/" + strings.Trim(v.r.PathValue("page"), "/")
}

// translationPage shows a sheet with some words in its fields.
func (v *visit) translationPage(s formsapi.TranslationSheet, words formsapi.TranslationWords) *translationPage {
	name := v.Words.LanguageName(v.language, s.Language)
	p := &translationPage{
		frame: v.frame("translation-title", "Page", s.Italian.Title, "Language", name), Sheet: s, Path: translationPath(s.Language, s.Page),
		Shown: shownPath(s.Language, s.Page), Direction: v.Direction(s.Language), State: v.say(translationStateKey(s.Cell.State)),
	}
	p.Here = p.Path
	if s.Cell.Reviewed != "" {
		p.Reviewed = v.dayShown(s.Cell.Reviewed)
	}
	if s.Kept != "" {
		p.Kept = keptPath(s, s.Kept)
	}
	for _, name := range s.Older {
		p.Older = append(p.Older, keptPath(s, name))
	}
	for _, f := range []translationField{
		{ID: "title", Label: v.say("label-title"), Italian: s.Italian.Title, Text: words.Title},
		{ID: "description", Label: v.say("label-description"), Italian: s.Italian.Description, Text: words.Description},
		{ID: "answered_by", Label: v.say("label-answered-by"), Italian: s.Italian.AnsweredBy, Text: words.AnsweredBy},
	} {
		if f.Italian != "" || f.Text != "" || f.ID == "title" {
			f.Name, f.Rows = f.ID, rowsOf(f.Text, f.Italian)
			p.Fields = append(p.Fields, f)
		}
	}
	v.addBlocks(p, words.Blocks)
	return p
}

func (v *visit) addBlocks(p *translationPage, texts []string) {
	counted := map[string]int{}
	for n, b := range p.Sheet.Blocks {
		kind := b.Kind
		if kind == "" {
			kind = "extra"
		}
		counted[kind]++
		f := translationField{
			ID: blockID(n), Name: "block", Label: v.say(blockKey(kind), "Number", counted[kind]),
			Italian: b.Italian, Missing: b.Missing,
		}
		if n < len(texts) {
			f.Text = texts[n]
		}
		f.Rows = rowsOf(f.Text, f.Italian)
		p.Fields = append(p.Fields, f)
	}
}

// rowsOf is how high a field is, so that most texts are seen whole.
func rowsOf(texts ...string) int {
	const perRow, most = 60, 14
	rows := 1
	for _, t := range texts {
		rows = max(rows, 1+strings.Count(t, "\n")+utf8.RuneCountInString(t)/perRow)
	}
	return min(rows, most)
}

func shownPath(language, page string) string {
	if page == "/" {
		return "/" + language + "/"
	}
	u := url.URL{Path: "/" + language + page + "/"}
	return u.EscapedPath()
}

func keptPath(s formsapi.TranslationSheet, name string) string {
	return pagePath(translationFilesPath, s.Language, s.Page) + "?" + url.Values{"name": {name}}.Encode()
}

// downloadTranslation hands out a file that somebody is to put into the content.
func (d *desk) downloadTranslation(v *visit) error {
	language, page := v.pageOfSheet()
	file, err := d.Translate.Kept(v.r.Context(), v.staff, page, language, v.r.URL.Query().Get("name"))
	if err != nil {
		return err
	}
	name := strings.ReplaceAll(strings.Trim(page, "/"), "/", "-")
	if name == "" {
		name = "home"
	}
	v.w.Header().Set("Content-Type", "text/markdown; charset=utf-8")
	v.w.Header().Set("Content-Disposition", attachment(name+"."+language+".md"))
	_, err = v.w.Write(file)
	return err
}
