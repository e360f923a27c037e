package main

import (
	"strings"
	"time"

	"github.com/emersion/go-smtp"
	"github.com/wneessen/go-mail"

	formsapi "sportello/forms-api"
)

// refuses is the mail server of who has closed their mailbox (RFC 5321 4.2.3: 550).
func (w *week) refuses(to string) error {
	if w.closed.Load() && to == fatou.email {
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "mailbox unavailable"}
	}
	return nil
}

// post lets what is due leave, without waiting until the job looks by itself.
func (w *week) post() {
	w.t.Helper()
	w.p.job(w.t, "deliver")
}

// postLater does so when nothing can be taken back any more.
func (w *week) postLater() {
	w.t.Helper()
	w.passes(formsapi.UndoFor + time.Second)
	w.post()
}

// reached waits until somebody has got an e-mail with these words: the job of the
// program may be on its way with it.
func (w *week) reached(who person, words ...string) {
	w.t.Helper()
	eventually(w.t, who.email+" has got an e-mail that says "+strings.Join(words, " … "), func() bool { return w.has(who, words...) })
}

// notReached fails the test if somebody has got an e-mail with these words.
func (w *week) notReached(who person, words ...string) {
	w.t.Helper()
	if w.has(who, words...) {
		w.t.Errorf("%s has got an e-mail that says %q", who.email, words)
	}
}

func (w *week) has(who person, words ...string) bool {
	for _, m := range w.mails.all() {
		if m.to == who.email && containsAll(w.letter(m), words) {
			return true
		}
	}
	return false
}

func containsAll(text string, words []string) bool {
	for _, word := range words {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}

// letter is what an e-mail says, as a mail program shows it.
func (w *week) letter(m sunk) string {
	w.t.Helper()
	read, err := mail.EMLToMsgFromString(m.text)
	if err != nil {
		w.t.Fatal(err)
	}
	var text strings.Builder
	for _, part := range read.GetParts() {
		content, err := part.GetContent()
		if err != nil {
			w.t.Fatal(err)
		}
		text.Write(content)
	}
	return strings.ReplaceAll(text.String(), "\r\n", "\n")
}
