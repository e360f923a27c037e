package desk

import (
	"cmp"
	"net/http"
	"net/url"
	"strings"
)

// signedOutPage gives back what somebody has typed who was signed out meanwhile: a
// page takes longer to translate than a session lasts.
type signedOutPage struct {
	frame
	Path      string
	SignIn    string
	Fields    url.Values // as they were sent
	Typed     string
	Tag       string // of the language
	Direction string
}

// keepTyped answers who sends a translation too late. It shows nothing but what they
// have sent, so that it needs no right; nothing is stored.
func (v *visit) keepTyped() error {
	if err := v.readForm(); err != nil {
		return err
	}
	tag, _ := v.pageOfSheet()
	path := v.r.URL.EscapedPath()
	page := signedOutPage{
		frame: v.frame("translation-signed-out-title"), Path: path, SignIn: signInPath + "?" + url.Values{"next": {path}}.Encode(),
		Fields: v.r.PostForm, Typed: typedWords(v.readEdit().Words), Tag: tag, Direction: v.Direction(tag),
	}
	return v.render(http.StatusForbidden, "translation_signed_out.html", page)
}

// sendsTranslation tells whether somebody has typed a page.
func sendsTranslation(r *http.Request) bool {
	return r.Method == http.MethodPost && strings.HasPrefix(r.URL.Path, translationsPath+"/")
}

// keepNote likewise answers who sends a note, an answer or a step with a note too late; false for
// a form in which nothing was written.
func (v *visit) keepNote() (bool, error) {
	if v.r.Method != http.MethodPost || !strings.HasPrefix(v.r.URL.Path, appointmentsPath) || v.readForm() != nil {
		return false, nil
	}
	typed := v.r.PostFormValue("note")
	if strings.HasSuffix(v.r.URL.Path, "/reply") {
		typed = cmp.Or(v.r.PostFormValue("text"), v.r.PostFormValue("details"))
	}
	if strings.TrimSpace(typed) == "" {
		return false, nil
	}
	page := signedOutPage{
		frame: v.frame("translation-signed-out-title"), Path: v.r.URL.EscapedPath(), SignIn: signInPath + "?" + url.Values{"next": {home}}.Encode(),
		Fields: v.r.PostForm, Typed: strings.ToValidUTF8(typed, "\uFFFD"), Direction: "auto",
	}
	return true, v.render(http.StatusForbidden, "translation_signed_out.html", page)
}
