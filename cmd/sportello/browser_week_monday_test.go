package main

import (
	"time"

	formsapi "sportello/forms-api"
)

// aminaConfirmed is what an e-mail says that confirms an appointment.
const aminaConfirmed = "موعدك مؤكَّد"

// theyJoin: four colleagues come in by invitation, and find an empty inbox that says
// what will be in it. Lucia’s browser has no scripts all week.
func theyJoin(w *week) {
	w.marco = w.joins("Marco", formsapi.RoleOperator)
	w.lucia = w.joins("Lucia", formsapi.RoleOperator)
	w.lucia.withoutScripts()
	w.amal = w.joins("Amal", formsapi.RoleMediator)
	w.ada = w.joins("Ada", formsapi.RoleCoordinator)
	w.marco.says(".empty", "Niente di nuovo")
	w.marco.lacks(".nav", "Rapporti")
	w.ada.says(".nav", "Rapporti")
}

// requestsComeIn: who looks at the inbox is told of a request that comes in; it is
// marked as new, with the name as it was written.
func requestsComeIn(w *week) {
	w.amina = w.asks(amina)
	w.marco.within(browserWait, "a request is announced", `document.querySelector(".arrived a")?.textContent.includes("1 nuova richiesta") ?? false`)
	w.marco.press(".arrived a")
	w.marco.says("tbody tr:first-child", amina.name, "nuova", "arabo", "con interprete", "Da decidere")
	for _, more := range []struct {
		who       person
		reference *string
	}{{karim, &w.karim}, {fatou, &w.fatou}, {olena, &w.olena}, {david, &w.david}} {
		w.passes(time.Minute)
		*more.reference = w.asks(more.who)
	}
	w.marco.open("/desk/")
	w.marco.says(".tabs [aria-current]", "Nuove 3") // who has booked at once has an answer
	w.post()
	w.reached(amina, w.amina)
}

// firstAnswers: an operator takes a request, confirms the time that was asked for,
// and offers a time to who waits for one; each is told ten seconds later.
func firstAnswers(w *week) {
	m := w.marco
	m.opens("/desk/", amina)
	m.says(".told", amina.reason, "Un’e-mail", "arabo")
	if language := evaluate[string](m.tab, `document.querySelector(".told .written").lang`); language != "ar" {
		w.t.Errorf("what she wrote is marked as %q", language)
	}
	m.press(`.work form[action$="/assign"] button[name=to]`)
	m.press(`form.held button`)
	m.says(".notice", "Appuntamento confermato.")
	w.post()
	w.notReached(amina, aminaConfirmed)

	m.opens("/desk/", karim)
	m.press(`form[action$="/propose"] button`)
	m.says(".errors", "Scegli il giorno e l’ora dell’appuntamento.")
	evaluate[bool](m.tab, `document.querySelector("#propose-slot-other").click(); true`)
	writeAt(m.tab, "#propose-start", "2026-11-26")
	writeAt(m.tab, "#propose-time", "15:00")
	m.press(`form[action$="/propose"] button`)
	m.says(".notice", "Ora proposta alla persona.")
	m.says("[aria-labelledby=casework]", "Alla persona: aspettiamo la sua risposta")
	w.postLater()
	w.reached(karim, w.karim, "The office offers you a time.")
	w.reached(amina, w.amina, aminaConfirmed)
	m.open("/desk/?tab=waiting")
	m.says("tbody", karim.name, "Proposta inviata")
}

// bothSave: two operators have the same request open. The second one to save is told
// what the first one did, finds what they typed, and saves again: nothing is lost and
// nothing is overwritten.
func bothSave(w *week) {
	m, l := w.marco, w.lucia
	m.opens("/desk/", fatou)
	l.opens("/desk/", fatou)
	l.unfolds()

	choose(m.tab, "urgency", "urgent")
	m.press(`form[action$="/urgency"] button`)
	m.says(".notice", "L’urgenza è cambiata.")

	due := w.clock.Load().AddDate(0, 0, 3).Format(time.DateOnly)
	writeAt(l.tab, "#due-due", due)
	l.press(`form[action$="/due"] button:not([name])`)
	l.says(".errors", "Nel frattempo la richiesta è cambiata. Guarda che cosa è successo e decidi di nuovo.")
	l.says(".meanwhile", "Che cosa è successo intanto", "Urgenza: Urgente", "Marco")
	l.says("[aria-labelledby=casework]", "Urgente")
	if kept := evaluate[string](l.tab, `(f => f.closest("details").open ? f.value : "")(document.querySelector("#due-due"))`); kept != due {
		w.t.Errorf("of the day that Lucia typed %q stands there", kept)
	}
	looksRight(l.tab, "somebody was faster")
	l.press(`form[action$="/due"] button:not([name])`)
	l.says(".notice", "La scadenza è cambiata.")
	l.says(".glance", "urgente", "26/11")
	l.says("[aria-labelledby=history]", "Urgenza: Urgente", "Scadenza")
	bothAnswer(w)
}

// bothAnswer: likewise with an answer, of which not a word is lost.
func bothAnswer(w *week) {
	m, l := w.marco, w.lucia
	const words = "Buongiorno, stiamo cercando un posto all’asilo."
	m.opens("/desk/?tab=all", fatou)
	l.opens("/desk/?tab=all", fatou)
	writeAt(l.tab, "#reply-text", words)
	m.press(`.work form[action$="/assign"] button[name=to]`)
	l.press(`form[action$="/reply"] button[value=send]`)
	l.says(".meanwhile", "Presa in carico", "Marco")
	if kept := evaluate[string](l.tab, `document.querySelector("#reply-text").value`); kept != words {
		w.t.Errorf("of Lucia’s answer %q stands there", kept)
	}
	w.postLater()
	w.notReached(fatou, words)
	l.press(`form[action$="/reply"] button[value=send]`)
	l.says("[aria-labelledby=replies]", words, "tu", "E-mail")
	l.says("[aria-labelledby=assignment]", "Marco")
	w.postLater()
	w.reached(fatou, words)
}
