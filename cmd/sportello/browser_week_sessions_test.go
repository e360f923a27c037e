package main

import (
	"fmt"
	"time"

	formsapi "sportello/forms-api"
)

// sessionsEndMidReply: nothing is lost of what is being written when a session ends.
func sessionsEndMidReply(w *week) {
	endsWithScripts(w)
	endsWithoutScripts(w)
}

// endsWithScripts: what was written by then is kept; of what is written afterwards the
// page says that it is not, until its reader signs in in another tab.
func endsWithScripts(w *week) {
	const half, whole = "Gentile Fatou, ", "Gentile Fatou, ci sentiamo domani."
	state := func(which string) string {
		return fmt.Sprintf(`(s => s.textContent === s.dataset.%s)(document.querySelector("#reply-text").form.querySelector("[data-draft-state]"))`, which)
	}
	m := w.marco
	m.opens("/desk/?tab=all", fatou)
	evaluate[bool](m.tab, `document.querySelector("#reply-text").focus(); true`)
	m.key(half)
	m.within(browserWait, "the draft is kept", state("kept"))
	w.passes(formsapi.SessionIdle + time.Minute)
	m.key(whole[len(half):])
	m.within(browserWait, "it is said that the draft is not kept", state("lost"))

	other := m.anotherTab()
	other.open("/desk/")
	w.signIn(m, other)
	m.within(browserWait, "the draft is kept again", state("kept"))
	other.open("/desk/?tab=all")
	other.find(fatou.name)
	other.says("[aria-labelledby=reply]", "Ecco quello che stavi scrivendo")
	if kept := evaluate[string](other, `document.querySelector("#reply-text").value`); kept != whole {
		w.t.Fatalf("of what Marco wrote %q is left", kept)
	}
	other.press(`button[value=send]`)
	other.says("[aria-labelledby=replies]", whole, "tu")
	w.postLater()
	w.reached(fatou, whole)
	other.quiet()
}

// endsWithoutScripts: what is sent too late comes back, to send again.
func endsWithoutScripts(w *week) {
	const words = "The letter says that you must answer by Friday."
	l := w.lucia
	l.opens("/desk/?tab=all", karim)
	writeAt(l.tab, "#reply-text", words)
	w.passes(formsapi.SessionIdle + time.Minute)
	l.press(`button[value=send]`)
	l.says("h1", "La sessione è finita")
	if kept := evaluate[string](l.tab, `document.querySelector("textarea").value`); kept != words {
		w.t.Errorf("of what Lucia wrote %q comes back", kept)
	}
	looksRight(l.tab, "a session that ended")
	w.post()
	w.notReached(karim, words)

	other := l.anotherTab()
	other.open(evaluate[string](l.tab, `document.querySelector("main a[target=_blank]").getAttribute("href")`))
	w.signIn(l, other)
	other.quiet()
	l.press(`form[action$="/reply"] button`)
	l.says("[aria-labelledby=replies]", words, "tu")
	w.postLater()
	w.reached(karim, words)
}
