package desk

import (
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
