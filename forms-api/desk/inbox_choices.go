package desk

import (
	"slices"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	formsapi "sportello/forms-api"
)

// inboxChoices are what the inbox can be narrowed to, and in which orders it comes.
type inboxChoices struct {
	Offices    []option
	Services   []option
	States     []option
	Languages  []option
	Urgencies  []option
	Colleagues []option
	Closed     bool // there is something in the name of closed accounts
	Sorts      []option
}

func (v *visit) inboxChoices(f inboxFilter, staff []formsapi.Staff) inboxChoices {
	return inboxChoices{
		Offices:    v.officesFor(formsapi.ReadRequests, f.Office),
		Services:   v.serviceOptions(f.Service),
		States:     v.stateOptions(f.State),
		Languages:  v.languageOptions(f.Language),
		Urgencies:  v.urgencyOptions(f.Urgency),
		Colleagues: v.colleagueOptions(staff, f.Who),
		Sorts:      v.sortOptions(f),
	}
}

func (v *visit) stateOptions(chosen formsapi.State) []option {
	options := make([]option, len(formsapi.States))
	for i, s := range formsapi.States {
		options[i] = option{string(s), v.say(stateKey(s)), s == chosen}
	}
	return options
}

func (v *visit) languageOptions(chosen string) []option {
	options := make([]option, len(v.Languages))
	for i, tag := range v.Languages {
		options[i] = option{tag, v.Words.LanguageName(v.language, tag), tag == chosen}
	}
	return v.byLabel(options)
}

// byLabel sorts choices by the alphabet of the visitor's language.
func (v *visit) byLabel(options []option) []option {
	order := collate.New(language.Make(v.language))
	slices.SortFunc(options, func(a, b option) int { return order.CompareString(a.Label, b.Label) })
	return options
}

func (v *visit) urgencyOptions(chosen string) []option {
	options := make([]option, len(formsapi.Urgencies))
	for i, u := range formsapi.Urgencies {
		options[i] = option{u, v.say(urgencyKey(u)), u == chosen}
	}
	return options
}

func (v *visit) sortOptions(f inboxFilter) (options []option) {
	for _, s := range f.Tab.Sorts() {
		options = append(options, option{string(s), v.say(sortKey(s)), s == f.Sorted()})
	}
	return options
}

// serviceOptions are those of the offices whose requests the visitor reads.
func (v *visit) serviceOptions(chosen string) (options []option) {
	for _, s := range v.Catalogue.Services() {
		for _, o := range v.Catalogue.Offices() {
			if v.staff.May(formsapi.ReadRequests, o.ID) && o.Offers(s.ID) {
				options = append(options, option{s.ID, s.Title(v.language), s.ID == chosen})
				break
			}
		}
	}
	return options
}

// colleagueOptions are the others who may have a request that the visitor reads.
func (v *visit) colleagueOptions(staff []formsapi.Staff, chosen string) (options []option) {
	for _, s := range staff {
		if s.ID == v.staff.ID || s.Disabled || !v.sharesOffice(s) {
			continue
		}
		options = append(options, option{s.ID.String(), s.Name, s.ID.String() == chosen})
	}
	return options
}

// sharesOffice tells whether a colleague reads requests of an office of the visitor's.
func (v *visit) sharesOffice(s formsapi.Staff) bool {
	for _, o := range v.Catalogue.Offices() {
		if v.staff.May(formsapi.ReadRequests, o.ID) && s.May(formsapi.ReadRequests, o.ID) {
			return true
		}
	}
	return false
}
