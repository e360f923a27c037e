package desk

import (
	"fmt"
	"mime"
	"net/http"
	"strings"

	formsapi "sportello/forms-api"
)

// maxSheet bounds what the form of a page may send, in bytes: a letter of Bengali
// takes nine in a form, and the longest page has some ten thousand.
const maxSheet = 1 << 20

// maxSheetSignedOut is that of who is not signed in any more, in bytes: seven times
// the longest page there is.
const maxSheetSignedOut = 128 << 10

// changedPage tells that a page is another than the one that was opened, with both.
type changedPage struct {
	frame
	Sheet     formsapi.TranslationSheet
	Path      string
	Direction string
	Typed     string
	Now       string
}

func (d *desk) saveTranslation(v *visit) error {
	edit := v.readEdit()
	reviewed := v.r.PostForm.Get("do") == "review"
	outcome, err := d.Translate.Save(v.r.Context(), v.staff, edit, reviewed)
	if err != nil {
		return err
	}
	switch outcome.Fate {
	case formsapi.TranslationRefused:
		return v.refuseTranslation(edit, outcome)
	case formsapi.TranslationChanged:
		return v.showChanged(edit)
	}
	v.notify(fateKey(outcome.Fate))
	return v.redirect(translationPath(edit.Language, edit.Page))
}

func (v *visit) readEdit() formsapi.TranslationEdit {
	form := v.r.PostForm
	e := formsapi.TranslationEdit{
		Digest: form.Get("digest"), Source: form.Get("source"), Override: form.Get("override") == "true",
		Words: formsapi.TranslationWords{
			Title: form.Get("title"), Description: form.Get("description"), AnsweredBy: form.Get("answered_by"), Blocks: form["block"],
		},
	}
	e.Language, e.Page = v.pageOfSheet()
	return e
}

// refuseTranslation shows what was typed with what is wrong with it. Warnings are
// passed over one time: the next ones may be others.
func (v *visit) refuseTranslation(e formsapi.TranslationEdit, o formsapi.TranslationOutcome) error {
	sheet, err := v.openSheet()
	if err != nil {
		return err
	}
	if sheet.Digest != e.Digest || sheet.Source != e.Source {
		return v.showChanged(e)
	}
	page := v.translationPage(sheet, e.Words)
	page.ErrorsTitle = v.say("translation-refused")
	page.Errors = v.tellAtFields(page, o.Errors, func(f *translationField, message string) { f.Wrong = append(f.Wrong, message) })
	page.Warnings = v.tellAtFields(page, o.Warnings, func(f *translationField, message string) { f.Warned = append(f.Warned, message) })
	return v.render(http.StatusUnprocessableEntity, "translation.html", page)
}

// tellAtFields says findings at their fields, and for the summary with the fields'
// names.
func (v *visit) tellAtFields(page *translationPage, found []formsapi.TranslationFinding, tell func(*translationField, string)) (summary []wrongField) {
	for _, finding := range found {
		told := wrongField{finding.Field, v.findingMessage(finding)}
		for n := range page.Fields {
			if f := &page.Fields[n]; f.ID == finding.Field {
				tell(f, told.Message)
				told.Message = v.say("translation-at-field", "Field", f.Label, "Message", told.Message)
			}
		}
		summary = append(summary, told)
	}
	return summary
}

// findingMessage says a finding in the desk's language.
func (v *visit) findingMessage(f formsapi.TranslationFinding) string {
	args := map[string]any{}
	for name, value := range f.Args {
		args[name] = value
	}
	if kind, _ := args["Kind"].(string); kind != "" {
		args["Kind"] = v.say(factKey(kind))
	}
	return v.Words.Message(v.language, f.Key, args)
}

// showChanged shows what was typed beside what is there now; nothing was written.
func (v *visit) showChanged(e formsapi.TranslationEdit) error {
	sheet, err := v.openSheet()
	if err != nil {
		return err
	}
	page := changedPage{
		frame: v.frame("translation-changed-title"), Sheet: sheet, Path: translationPath(e.Language, e.Page),
		Direction: v.Direction(e.Language), Typed: typedWords(e.Words), Now: typedWords(sheet.Words),
	}
	page.Here = page.Path
	return v.render(http.StatusConflict, "translation_changed.html", page)
}

// typedWords are the words of a page as one text, to be copied from.
func typedWords(w formsapi.TranslationWords) string {
	var said []string
	for _, text := range append([]string{w.Title, w.Description, w.AnsweredBy}, w.Blocks...) {
		if text = strings.TrimSpace(text); text != "" {
			said = append(said, text)
		}
	}
	return strings.Join(said, "\n\n")
}

func attachment(name string) string {
	return mime.FormatMediaType("attachment", map[string]string{"filename": name})
}

func blockID(n int) string { return fmt.Sprintf("block-%d", n) }

// The message keys of translations.
func translationStateKey(s formsapi.TranslationState) string { return "translation-state-" + string(s) }
func blockKey(kind string) string                            { return "block-" + kind }
func factKey(kind string) string                             { return "fact-" + kind }
func madeByKey(who string) string                            { return "made-by-" + who }
func fateKey(f formsapi.TranslationFate) string              { return "notice-translation-" + string(f) }
