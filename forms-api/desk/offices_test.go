package desk_test

import formsapi "sportello/forms-api"

// offices are two that take requests, in two towns.
type offices struct{}

var town = map[string]formsapi.Office{
	"montelucci": givenOffice("montelucci", "Via Montelucci", "Montelucci street"),
	"potenza":    givenOffice("potenza", "Sportello di Potenza", "Potenza help desk"),
}

func givenOffice(id, italian, english string) formsapi.Office {
	return formsapi.Office{
		ID: id, Organisation: "comune", Names: formsapi.Text{"it": italian, "en": english}, Zone: rome,
		Services: []string{"legal-advice"}, Booking: formsapi.Booking{Mode: formsapi.ModeRequest},
	}
}

var legalAdvice = formsapi.Service{
	ID: "legal-advice", Names: formsapi.Text{"it": "Consulenza legale", "en": "Legal advice"}, Status: formsapi.ServiceActive,
}

func (offices) Office(id string) (formsapi.Office, bool)              { o, ok := town[id]; return o, ok }
func (offices) Service(id string) (formsapi.Service, bool)            { return legalAdvice, id == legalAdvice.ID }
func (offices) Organisation(string) (o formsapi.Organisation, _ bool) { return o, true }
func (offices) Offices() []formsapi.Office {
	return []formsapi.Office{town["montelucci"], town["potenza"]}
}
func (offices) Services() []formsapi.Service { return []formsapi.Service{legalAdvice} }

type languages struct{}

func (languages) Site(string) bool   { return true }
func (languages) Spoken(string) bool { return true }

type anyPage struct{}

func (anyPage) HasPage(string) bool { return true }
