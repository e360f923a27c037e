package main

import (
	"bytes"
	"encoding/base64"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	formsapi "sportello/forms-api"
)

// theMonthIsCounted: who coordinates reads what the month came to, and takes it out as
// a spreadsheet; groups of fewer than five people are in neither.
func theMonthIsCounted(w *week) {
	a := w.ada
	w.inTheMorning(a)
	a.find("Rapporti")
	a.find("Questo mese")
	a.says("main dl", "Persone ≥5", "Contatti ≥5")
	a.says("main", "Bisogni senza risposta", "<5")
	looksRight(a.tab, "what the month came to")
	sheet := a.download(`a[href^="/desk/reports/files/xlsx"]`)
	book, err := excelize.OpenReader(bytes.NewReader(sheet))
	if err != nil {
		w.t.Fatalf("the spreadsheet cannot be opened: %v", err)
	}
	defer book.Close()
	var cells []string
	for _, name := range book.GetSheetList() {
		rows, err := book.GetRows(name)
		if err != nil {
			w.t.Fatal(err)
		}
		cells = append(cells, slices.Concat(rows...)...)
	}
	for _, want := range []string{"Contatti", "≥5", "<5", "via Montelucci"} {
		if !strings.Contains(strings.Join(cells, "|"), want) {
			w.t.Errorf("the spreadsheet has no %q: %q", want, cells)
		}
	}
}

// download is the file that a link of the page leads to.
func (tab *tab) download(selector string) []byte {
	tab.t.Helper()
	text := evaluate[string](tab, `fetch(document.querySelector('`+selector+`').href).then(a => a.ok ? a.arrayBuffer() : Promise.reject(a.status)).then(b => btoa(String.fromCharCode(...new Uint8Array(b))))`)
	file, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		tab.t.Fatal(err)
	}
	return file
}

// whoDidWhat: the log of a request has everybody's steps of the week.
func whoDidWhat(w *week) {
	a := w.ada
	a.opens("/desk/?tab=closed", amina)
	a.press(`main a[href$="/trail"]`)
	log := a.text("tbody")
	for _, want := range []struct{ who, did string }{
		{"Marco", "ha confermato l’appuntamento"}, {"Marco", "ha risposto alla persona"}, {"Amal", "ha scritto una nota"},
		{"Amal", "ha chiesto a un collega di guardare"}, {"Lucia", "ha annotato che la persona è venuta"}, {"tu", "ha letto la richiesta"},
	} {
		if !slices.ContainsFunc(strings.Split(log, "\n"), func(row string) bool { return containsAll(row, []string{want.who, want.did}) }) {
			w.t.Errorf("the log does not say that %s %s: %q", want.who, want.did, log)
		}
	}
}

// erasedByTwo: who coordinates asks for an erasure, and another one confirms it: then
// nothing is left but that it was done.
func erasedByTwo(w *week) {
	w.bruno = w.joins("Bruno", formsapi.RoleCoordinator)
	a, b := w.ada, w.bruno
	a.opens("/desk/?tab=closed", david)
	request := a.path()
	a.press(`main a[href$="/erasure"]`)
	a.says("main", david.name, "Quando lo conferma un secondo coordinatore.", "Bruno")
	a.press(`main form button`)
	a.says(".notice", "La cancellazione è chiesta.")
	a.open(request + "/erasure")
	if evaluate[bool](a.tab, `!!document.querySelector("form[action$='/confirm']")`) {
		w.t.Error("who asked for an erasure can confirm it")
	}

	b.find("Cancellazioni")
	b.says("main", "la puoi confermare")
	b.press(`main a[href$="/erasure"]`)
	b.says("main", david.name, "Cancelli 1 richiesta, subito e per sempre.")
	b.press(`form[action$="/confirm"] button`)
	b.says(".notice", "Cancellato.")

	a.goes("/desk/?tab=closed")
	a.lacks("main", david.name)
	a.open(request)
	a.says("h1", "Qui non c’è niente")
	a.open(request + "/trail")
	a.says("main", "Questa richiesta è stata cancellata.", "Bruno ha confermato la cancellazione", "tu ha chiesto di cancellare i dati della persona")
	own := w.ownPage(david, w.david)
	if evaluate[bool](own, `!!document.querySelector("[data-slot=reference]")`) {
		w.t.Error("David’s page is still there")
	}
}

// notForOperators: what only coordinators may see is neither offered to others nor
// shown to who knows the address.
func notForOperators(w *week) {
	m := w.marco
	m.opens("/desk/?tab=closed", amina)
	request := m.path()
	m.lacks("main", "Chi ha fatto che cosa con questa richiesta", "Cancellare i dati di questa persona")
	m.lacks(".nav", "Rapporti", "Cancellazioni")
	for _, path := range []string{
		"/desk/reports", "/desk/reports/files/xlsx", "/desk/erasures", "/desk/staff", request + "/trail", request + "/person", request + "/erasure",
	} {
		m.open(path)
		m.says("h1", "Non puoi farlo")
	}
	w.amal.goes("/desk/closures?office=montelucci")
	w.amal.says("h1", "Non puoi farlo")
}
