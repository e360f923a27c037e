package formsapi

import (
	"cmp"
	"slices"
)

// Need is what somebody comes with, said in their words: "a place to sleep". It
// leads to the services that answer it.
type Need struct {
	ID           string // its folder's name
	Names        Text
	Descriptions Text
	Services     []string // ids, the nearest first
	Topic        Topic
	Order        int  // among the needs: smaller comes first
	Danger       bool // somebody may look over the reader's shoulder: the page is never saved, and is left quickly
	Helplines    []Helpline
}

// Title is the need's name in a language.
func (n Need) Title(language string) string { return n.Names.In(language) }

// Helpline is a national number that helps with a need, whatever the office.
type Helpline struct {
	Name    string // one of HelplineNames
	Shown   string // as people read it: 1522, 800 290 290
	URI     string // tel:1522, tel:+39800290290
	Source  string // an address on the web
	Checked Date   // when somebody last looked there

	// What the source says of a call; what it does not say is left out.
	Free         bool     // it costs nothing
	Always       bool     // somebody answers at every hour of every day
	Multilingual bool     // in more languages than the source names
	Languages    []string // codes, BCP 47
}

// HelplineNames lists the helplines that the site has words for: helpline-violence
// in i18n.
var HelplineNames = []string{"emergency", "violence", "trafficking"}

// OfficesFor are the offices that offer a service that answers the need: those
// with the nearest one first, then by id.
func (n Need) OfficesFor(offices []Office) []Office {
	nearest := func(o Office) int { return slices.IndexFunc(n.Services, o.Offers) }
	found := slices.DeleteFunc(slices.Clone(offices), func(o Office) bool { return nearest(o) < 0 })
	slices.SortStableFunc(found, func(a, b Office) int {
		return cmp.Or(cmp.Compare(nearest(a), nearest(b)), cmp.Compare(a.ID, b.ID))
	})
	return found
}

// Topic is a subject of the vocabulary "Argomenti" of the Modello Comuni, itself
// a part of EuroVoc. It is a key: the words are in i18n, topic-work.
type Topic string

// Topics are the subjects that a help desk deals with, and what the vocabulary
// calls them.
var Topics = map[Topic]string{
	"associations":       "Associazioni",
	"disability":         "Assistenza agli invalidi",
	"education":          "Istruzione",
	"emergency":          "Risposta alle emergenze",
	"immigration":        "Immigrazione",
	"information-access": "Accesso all'informazione",
	"justice":            "Giustizia",
	"residence":          "Residenza",
	"social-care":        "Assistenza sociale",
	"social-integration": "Integrazione sociale",
	"training":           "Formazione professionale",
	"work":               "Lavoro",
}
