package formsapi

// Catalogue is what the use cases, the pages and the desk ask about the help
// desks. What it answers is shared between its callers and must not be changed.
type Catalogue interface {
	Office(id string) (Office, bool)
	Service(id string) (Service, bool)
	Organisation(id string) (Organisation, bool)
	Offices() []Office   // by id
	Services() []Service // by id
}

// Text is the same words in several languages, by the tag used in addresses
// ("it", "zh-hans").
type Text map[string]string

// In is the words in a language, or in Italian where nobody has translated them:
// the Italian are always there.
func (t Text) In(language string) string {
	if words, ok := t[language]; ok {
		return words
	}
	return t["it"]
}
