package main

import "fmt"

// A person asks at the public form.
type person struct {
	name, language   string
	office, service  string
	anyTime          bool // no time is chosen: they wait for one
	reason           string
	phone, email     string
	contact          string
	speaks           string // with an interpreter; empty: needs none
	keepsScriptsAway bool
}

// Who asks this week, in three languages and two scripts.
var (
	amina = person{
		name: "أمينة الحسن", language: "ar", office: "montelucci", service: "legal-advice", speaks: "ar",
		reason: "سؤال عن تجديد الأوراق", phone: "333 123 4567", email: "amina@example.org", contact: "email",
	}
	karim = person{
		name: "Karim Diallo", language: "en", office: "montelucci", service: "legal-advice", anyTime: true,
		reason: "A letter from the court that I do not understand", email: "karim@example.org", contact: "email", keepsScriptsAway: true,
	}
	fatou = person{
		name: "Fatou Ndiaye", language: "it", office: "montelucci", service: "social-support", anyTime: true,
		reason: "Cerco un asilo", phone: "333 765 4321", email: "fatou@example.org", contact: "email",
	}
	olena = person{
		name: "Olena Shevchenko", language: "it", office: "potenza", service: "orientation",
		reason: "Un alloggio", phone: "333 111 2222", contact: "call", keepsScriptsAway: true,
	}
	david = person{
		name: "=David+1", language: "en", office: "potenza", service: "orientation",
		phone: "333 333 4444", contact: "call",
	}
)

// asks sends the public form as somebody does on a telephone, and returns the
// reference that they are shown.
func (w *week) asks(who person) (reference string) {
	w.t.Helper()
	tab := newTab(w.t, w.browser, "http://"+w.p.Addr(), widths[0])
	if who.keepsScriptsAway {
		tab.withoutScripts()
	}
	form := fmt.Sprintf("/%s/appointments/new/?office=%s&service=%s", who.language, who.office, who.service)
	if who.anyTime {
		tab.open(form + "&slot=")
	} else {
		tab.open(form)
		takesFirst(tab)
		goesOn(tab, "slot")
	}
	for name, value := range map[string]string{"name": who.name, "reason": who.reason, "phone": who.phone, "email": who.email} {
		write(tab, name, value)
	}
	choose(tab, "contact", who.contact)
	if who.speaks != "" {
		choose(tab, "spoken_language", who.speaks)
		choose(tab, "interpreter", "true")
	}
	choose(tab, "consent", "true")
	goesOn(tab, "about")
	tab.press(`form[data-step=check] button.button:not([name])`)
	reference = shownReference(tab, who.language)
	tab.quiet()
	if names := tab.cookies(); len(names) > 0 {
		w.t.Errorf("%s was given the cookies %v", who.name, names)
	}
	return reference
}

// ownPage is the page of somebody's request, as they open it on a telephone.
func (w *week) ownPage(who person, reference string) *tab {
	w.t.Helper()
	tab := newTab(w.t, w.browser, "http://"+w.p.Addr(), widths[0])
	tab.open("/" + who.language + "/appointments/" + reference)
	return tab
}
