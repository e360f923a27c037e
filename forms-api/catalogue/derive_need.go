package catalogue

import formsapi "sportello/forms-api"

// DerivedNeed is a need, and what answers it.
type DerivedNeed struct {
	ID        string            `json:"id"`
	Topic     formsapi.Topic    `json:"topic"`
	Danger    bool              `json:"danger"`
	Services  []string          `json:"services"` // the nearest first; suspended and ended ones are left out
	Offices   []string          `json:"offices"`  // those that offer one of the services, in the same order
	Helplines []DerivedHelpline `json:"helplines"`
}

// DerivedHelpline is a national number to call.
type DerivedHelpline struct {
	Name  string `json:"name"` // of i18n: helpline-NAME
	Shown string `json:"shown"`
	URI   string `json:"uri"`

	Free         bool     `json:"free"`
	Always       bool     `json:"always"` // day and night
	Multilingual bool     `json:"multilingual"`
	Languages    []string `json:"languages"` // codes
}

func (s *Snapshot) deriveNeed(n formsapi.Need) DerivedNeed {
	d := DerivedNeed{
		ID: n.ID, Topic: n.Topic, Danger: n.Danger,
		Services: []string{}, Offices: []string{}, Helplines: []DerivedHelpline{},
	}
	for _, id := range n.Services {
		if s.services[id].Status == formsapi.ServiceActive {
			d.Services = append(d.Services, id)
		}
	}
	n.Services = d.Services
	for _, o := range n.OfficesFor(s.Offices()) {
		d.Offices = append(d.Offices, o.ID)
	}
	for _, h := range n.Helplines {
		d.Helplines = append(d.Helplines, DerivedHelpline{
			Name: h.Name, Shown: h.Shown, URI: h.URI,
			Free: h.Free, Always: h.Always, Multilingual: h.Multilingual, Languages: list(h.Languages),
		})
	}
	return d
}

func (s *Snapshot) deriveNeedsInOrder() []string {
	ids := []string{}
	for _, n := range s.Needs() {
		ids = append(ids, n.ID)
	}
	return ids
}
