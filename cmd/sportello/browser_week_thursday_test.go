package main

import (
	"strings"
	"time"

	formsapi "sportello/forms-api"
)

// row is the row of somebody in the table of a page.
func (tab *tab) row(who person) (selector string) {
	tab.t.Helper()
	if !evaluate[bool](tab, `document.querySelectorAll("tr[data-row]").forEach(r => r.removeAttribute("data-row")); (r => { r?.setAttribute("data-row", ""); return !!r; })([...document.querySelectorAll("tbody tr")].find(r => r.textContent.includes("`+who.name+`")))`) {
		tab.t.Fatalf("no row is of %s\n%s", who.name, tab.where())
	}
	return "tr[data-row]"
}

// theDaySheet: one came, and nothing is available for her here; one did not.
func theDaySheet(w *week) {
	w.comes(time.Date(2026, 11, 25, 11, 30, 0, 0, formsapi.TallyZone()))
	m := w.marco
	m.goes("/desk/day?office=potenza")
	m.says(m.row(olena), "09:00", "italiano", "Confermata")
	writeAt(m.tab, m.row(olena)+" select[name=outcome]", "nothing-available")
	m.press(m.row(olena) + ` form[action$="/attend"] button`)
	m.says(m.row(olena), "È venuta")
	m.press(m.row(david) + ` form[action$="/miss"] button`)
	m.says(m.row(david), "Non è venuta")
	m.opens("/desk/?tab=closed", olena)
	m.says(".glance", "Qui non c’è niente di disponibile")
}

// anOfficeCloses: who has an appointment in a closure is offered another time.
func anOfficeCloses(w *week) {
	l := w.lucia
	l.goes("/desk/closures?office=montelucci")
	writeAt(l.tab, "#closure-from", "2026-11-26")
	writeAt(l.tab, "#closure-reason", "illness")
	l.press(`form[action="/desk/closures/check"] button`)
	l.says("main", "1 appuntamento cade in questo tempo.", karim.name)
	l.press(`form[action="/desk/closures"] button`)
	l.says(".notice", "Chiusura salvata.", "Per 1 appuntamento c’è la proposta di un’altra ora.")
	w.postLater()
	w.reached(karim, "It offers you another time")
	own := w.ownPage(karim, w.karim)
	if !evaluate[bool](own, `document.querySelector("[data-show=proposed]") && !document.querySelector("[data-show=confirmed]")`) {
		w.t.Error("Karim’s page does not say that another time is offered")
	}
}

// anAnswerThatFails: what cannot be delivered comes back to the inbox.
func anAnswerThatFails(w *week) {
	const words = "C’è posto da lunedì."
	m := w.marco
	m.goes("/desk/?tab=today")
	m.lacks("main", fatou.name)
	w.closed.Store(true)
	m.opens("/desk/?tab=mine", fatou)
	writeAt(m.tab, "#reply-text", words)
	m.press(`button[value=send]`)
	w.postLater()
	eventually(w.t, "the answer is at the desk again", func() bool {
		w.p.job(w.t, "undelivered answers")
		m.goes("/desk/?tab=today")
		return strings.Contains(m.text("main"), fatou.name)
	})
	m.find(fatou.name)
	m.says("[aria-labelledby=replies] .failed", words, "Non si è potuto consegnare")
	m.says("[aria-labelledby=history]", "Una risposta non è arrivata: tocca di nuovo all’ufficio")
	looksRight(m.tab, "an answer that did not arrive")
	w.notReached(fatou, words)
}

// toldByTelephone: who mediates finds what is late, calls, and notes what came of it;
// more is not theirs.
func toldByTelephone(w *week) {
	a := w.amal
	a.opens("/desk/?tab=overdue", fatou)
	a.says(".glance", "in ritardo")
	if ways := evaluate[string](a.tab, `[...document.querySelectorAll("#reply-way option")].map(o => o.value).join()`); ways != "telephone" {
		w.t.Errorf("who mediates answers by %q", ways)
	}
	writeAt(a.tab, "#reply-text", "Le ho detto del posto da lunedì.")
	a.press(`button[value=send]`)
	a.says(".errors", "Di’ com’è andata la telefonata.")
	writeAt(a.tab, "#reply-result", "told")
	a.press(`button[value=send]`)
	a.says(".notice", "La telefonata è segnata.")
	a.says("[aria-labelledby=replies]", "Le ho detto del posto da lunedì.", "Lo sa", "tu")
}

// theSiteSaysSo: the pages for the public say that the office is closed today, and
// everybody’s calendar.
func theSiteSaysSo(w *week) {
	eventually(w.t, "the office’s page says that it is closed", func() bool {
		return strings.Contains(shown(w.t, w.p, "/it/offices/montelucci/"), "Malattia del personale")
	})
	l := w.lucia
	l.goes("/desk/day?office=montelucci")
	l.says("main", "malattia del personale")
	l.lacks("main", karim.name)
}

// finished: nothing is finished without an outcome, and what is finished is where one
// looks for it.
func finished(w *week) {
	m := w.marco
	m.opens("/desk/?tab=mine", fatou)
	m.press(`form[action$="/finish"] button`)
	m.says(".errors", "Scegli l’esito.")
	writeAt(m.tab, "#finish-outcome", "informed")
	m.press(`form[action$="/finish"] button`)
	m.says(".notice", "La richiesta è conclusa.")
	m.goes("/desk/?tab=closed")
	for who, outcome := range map[*person]string{
		&amina: "Aiutata", &fatou: "Ha avuto le informazioni", &olena: "Qui non c’è niente di disponibile", &david: "Non è venuta",
	} {
		m.says(m.row(*who), outcome)
	}
	m.lacks("main", karim.name)
}
