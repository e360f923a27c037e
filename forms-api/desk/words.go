package desk

import (
	"embed"
	"io/fs"
	"net/http"
	"slices"
	"time"

	"golang.org/x/text/language"

	formsapi "sportello/forms-api"
)

// Words says things in a language: messages by their key in i18n/, dates, times
// of day, and names of languages.
type Words interface {
	// Message fills the placeholders of a message; args["Count"] also chooses its plural.
	Message(language, key string, args map[string]any) string
	Date(language string, at time.Time, zone *time.Location) string
	Time(language string, at time.Time, zone *time.Location) string
	Weekday(language string, day time.Weekday) string
	LanguageName(language, code string) string
	// SpokenCodes are the languages that people can ask to be spoken to in, by their names in a language.
	SpokenCodes(language string) []string
}

// PublicWords are the site's own, in its languages: what people are handed.
type PublicWords interface {
	Message(language, key string, args map[string]any) string
	Date(language string, at time.Time, zone *time.Location) string
	Time(language string, at time.Time, zone *time.Location) string
}

//go:embed i18n/*.toml
var i18n embed.FS

// I18n holds the desk's words, it.toml and en.toml, in go-i18n's format.
var I18n = must(fs.Sub(i18n, "i18n"))

// Languages are those that the desk speaks; the first where nothing tells.
var Languages = formsapi.DeskLanguages

// languageCookie remembers the choice in this browser, also for the sign-in page.
const languageCookie = "sportello-desk-language"

// languageOf is the chosen language, or the account's, or what the browser asks for.
func languageOf(r *http.Request, account string) string {
	if c, err := r.Cookie(languageCookie); err == nil && slices.Contains(Languages, c.Value) {
		return c.Value
	}
	if slices.Contains(Languages, account) {
		return account
	}
	matcher := language.NewMatcher([]language.Tag{language.Italian, language.English})
	_, best := language.MatchStrings(matcher, r.Header.Get("Accept-Language"))
	return Languages[best]
}

// otherLanguage is what the switch offers.
func otherLanguage(l string) string {
	return Languages[(slices.Index(Languages, l)+1)%len(Languages)]
}

// chooseLanguage keeps a choice for a year and goes back to the page it was made on.
func (d *desk) chooseLanguage(v *visit) error {
	chosen := v.r.PostFormValue("language")
	if !slices.Contains(Languages, chosen) {
		return &formsapi.Problem{Code: formsapi.CodeInvalid, Key: "language-unknown"}
	}
	v.rememberLanguage(chosen)
	return v.redirect(wayBack(v.r.PostFormValue("next")))
}

func (v *visit) rememberLanguage(chosen string) {
	http.SetCookie(v.w, &http.Cookie{
		Name:     languageCookie,
		Value:    chosen,
		Path:     home,
		MaxAge:   int((365 * 24 * time.Hour).Seconds()),
		Secure:   v.Secure,
		HttpOnly: true,
		SameSite: http.SameSiteLaxMode,
	})
}

// messageArgs makes arguments of pairs: "Name", name, "Count", 3.
func messageArgs(pairs []any) map[string]any {
	if len(pairs) == 0 {
		return nil
	}
	args := make(map[string]any, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		args[pairs[i].(string)] = pairs[i+1]
	}
	return args
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
