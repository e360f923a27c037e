package main

import (
	"time"

	formsapi "sportello/forms-api"
)

// theMediatorLooks: who mediates sees the week of all offices, keeps what needs Arabic,
// writes a note and asks a colleague to look, who then finds the request.
func theMediatorLooks(w *week) {
	own := w.ownPage(karim, w.karim)
	own.press("[data-offer=accept] a")
	own.press("form[data-form=action] button[type=submit]")

	a, l := w.amal, w.lucia
	w.inTheMorning(w.marco, l, a)
	a.goes("/desk/my-week")
	a.says("main", amina.name, "interprete da trovare")
	a.lacks("main", karim.name)
	choose(a.tab, "language", "ar")
	a.press(`form[action="/desk/my-week"] button`)
	a.find(amina.name)
	a.unfolds()
	if evaluate[bool](a.tab, `!!document.querySelector("form[action$='/cancel'], form[action$='/assign'], form[action$='/finish']")`) {
		w.t.Error("who mediates is offered to decide")
	}
	writeAt(a.tab, "#note", "Parlo *io* con lei.")
	a.press(`form[action$="/notes"] button`)
	a.says(".case-note", "Parlo io con lei.")
	a.unfolds()
	evaluate[bool](a.tab, `(f => { f.to.value = [...f.to.options].find(o => o.text === "Lucia").value; return true; })(document.querySelector("form[action$='/flag']"))`)
	a.press(`form[action$="/flag"] button`)
	a.says(".notice", "Il collega la trova tra le sue.")

	l.opens("/desk/?tab=mine", amina)
	l.says("[aria-labelledby=notes]", "Parlo io con lei.", "Amal")
	l.says("[aria-labelledby=history]", "Chiesto a te di guardare")
	l.press(`form[action$="/seen"] button`)
	l.says(".notice", "Segnato: l’hai vista.")
	l.goes("/desk/?tab=mine")
	l.lacks("main", amina.name)
}

// anAnswerInArabic: an operator who reads no Arabic chooses a template, reads it in
// Italian, and the person gets it in Arabic, ten seconds later.
func anAnswerInArabic(w *week) {
	const arabic, italian = "عندما تأتي، أحضر معك هذه الوثائق", "Quando vieni, porta questi documenti: passaporto."
	m := w.marco
	m.opens("/desk/?tab=mine", amina)
	choose(m.tab, "template", "documents")
	writeAt(m.tab, "#reply-details", "passaporto")
	m.press(`button[value=preview]`)
	m.says("#reply-preview", "Così arriva. Non è ancora inviato", arabic, italian)
	looksRight(m.tab, "an answer before it is sent")
	m.press(`button[value=send]`)
	m.says(".notice", "La risposta parte tra poco. Per dieci secondi puoi tornare indietro.")
	m.says("[aria-labelledby=replies]", arabic, italian)
	w.post()
	w.notReached(amina, arabic)
	w.postLater()
	w.reached(amina, arabic, "passaporto")
	m.goes(m.path())
	m.says("[aria-labelledby=replies]", "Partito")
}

// anAnswerTakenBack: who presses too early takes it back within ten seconds, and nothing
// leaves.
func anAnswerTakenBack(w *week) {
	const words = "Please come today."
	l := w.lucia
	l.opens("/desk/?tab=all", karim)
	writeAt(l.tab, "#reply-text", words)
	l.press(`button[value=send]`)
	l.says("[aria-labelledby=replies]", words)
	w.passes(formsapi.UndoFor - time.Second)
	l.press(`form.undo button`)
	l.says(".notice", "Fatto: è tutto come prima.")
	if evaluate[bool](l.tab, `!!document.querySelector("[aria-labelledby=replies]")`) {
		w.t.Error("an answer that was taken back is among those that were given")
	}
	w.postLater()
	w.notReached(karim, words)
}

// aminaCame: after her appointment the day sheet asks what came of it.
func aminaCame(w *week) {
	w.comes(time.Date(2026, 11, 24, 17, 30, 0, 0, formsapi.TallyZone()))
	l := w.lucia
	l.goes("/desk/day?office=montelucci")
	row := l.row(amina)
	writeAt(l.tab, row+" select[name=outcome]", "helped")
	l.press(row + ` form[action$="/attend"] button`)
	l.says(".notice", "Segnato: la persona è venuta.")
	l.says(l.row(amina), "È venuta")
}
