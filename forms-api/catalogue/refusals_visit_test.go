package catalogue_test

import (
	"io/fs"
	"testing"

	"sportello/forms-api/catalogue"

	"github.com/google/go-cmp/cmp"
)

const need = "content/needs/danger/need.toml"

// As TestRefusals: the village with one thing wrong, here with holidays, states,
// mediators and needs.
func TestRefusalsOfVisits(t *testing.T) {
	for name, c := range map[string]struct {
		content fs.FS
		want    []catalogue.Finding
	}{
		"no hours at all": {
			with("offices/desk/office.toml", "organisation = \"town\"\nservices = [\"legal-advice\", \"orientation\"]\nbooking.mode = \"walk-in\"\n"),
			one(office, 1, "hours", `the hours are missing: write the days under [hours.counter] and [hours.telephone], or hours = "unknown" if nobody knows them`),
		},
		"an unknown access": {
			editOffice("[address]", "access = \"bell\"\n[address]"),
			one(office, 4, "access", `"bell" is not known here: write open-door or by-appointment`),
		},
		"hours by appointment beside a counter by appointment": {
			editOffice("[address]", "access = \"by-appointment\"\n[address]"),
			one(office, 41, "hours.appointments", `with access = "by-appointment" all hours of the counter are by appointment: write these under [hours.counter]`),
		},
		"hours by appointment that overlap the counter's": {
			editOffice(`fri = ["09:00-10:00"]`, "fri = [\"09:00-10:00\"]\nmon = [\"11:00-13:00\"]"),
			one(office, 42, "hours.appointments.mon", "08:30-12:00 and 11:00-13:00 overlap, one of the counter and one by appointment only: end the first before the second begins"),
		},
		"people cannot come without an appointment": {
			with("offices/desk/office.toml", "organisation = \"town\"\nservices = [\"legal-advice\", \"orientation\"]\nhours = \"unknown\"\naccess = \"by-appointment\"\nbooking.mode = \"walk-in\"\n"),
			one(office, 5, "booking.mode", `people cannot just come where access = "by-appointment": choose another mode, or take access out`),
		},

		"a patron saint's day that is none": {
			editOffice(`"12-04"`, `"4 December"`),
			one(office, 44, "patron_saint.date", `"4 December" is not a day of the year: write month and day with two digits each, such as 05-30`),
		},
		"a patron saint's day that no calendar has": {
			editOffice(`"12-04"`, `"02-30"`),
			one(office, 44, "patron_saint.date", `"02-30" is not a day of the year: write month and day with two digits each, such as 05-30`),
		},
		"a patron saint without a source": {
			edit(office, "name    = \"Santa Barbara\"\nsource  = \"https://example.org/patron\"\n", "name    = \"Santa Barbara\"\n"),
			one(office, 43, "patron_saint.source", `"source" is missing or empty: write it (docs/content.md says what belongs there)`),
		},
		"a patron saint who was checked tomorrow": {
			edit(office, "patron\"\nchecked = 2026-11-22\n\n[holidays]", "patron\"\nchecked = 2026-11-23\n\n[holidays]"),
			one(office, 47, "patron_saint.checked", "2026-11-23 is still to come: write the day on which somebody last checked the source"),
		},
		"a patron saint of an office that observes no holiday": {
			editOffice("observed = true", "observed = false"),
			[]catalogue.Finding{warning(office, 43, "patron_saint", "the patron saint's day changes nothing: under [holidays] the office observes none")},
		},
		"holidays neither observed nor not": {
			editOffice("observed = true", `observed = "no"`),
			one(office, 50, "holidays.observed", `"observed" has the wrong kind of value: write true or false`),
		},

		"mediators of no language": {
			editOffice(`["ti"]`, `["Tigrinya!"]`),
			one(office, 57, "mediators[1].languages[0]", `"Tigrinya!" is not a language: write its code, such as ar or fr`),
		},
		"mediators on no day": {
			editOffice(`days      = ["fri", "mon"]`, `days      = ["friday"]`),
			one(office, 54, "mediators[0].days[0]", `"friday" is not known here: write mon, tue, wed, thu, fri, sat or sun`),
		},
		"mediators until some time": {
			editOffice("from      = \"16:30\"\n", ""),
			one(office, 56, "mediators[1].from", `"from" is missing or empty: write it (docs/content.md says what belongs there)`),
		},
		"mediators who leave before they come": {
			editOffice(`until     = "18:00"`, `until     = "16:00"`),
			one(office, 59, "mediators[1].from", "16:30-16:00: it closes before it opens: put the opening time first, and write hours past midnight as two intervals, one until 24:00 and one from 00:00 on the next day"),
		},
		"mediators on a day without hours": {
			editOffice(`["fri", "mon"]`, `["fri", "sat"]`),
			[]catalogue.Finding{warning(office, 54, "mediators[0].days", "the counter has no hours on sat: correct the day, or the hours")},
		},
		"something unknown about the building": {
			editOffice("lift      = false", "steps     = 3"),
			one(office, 64, "building.steps", `nothing is known by the name "steps": correct it or take it out (docs/content.md lists the keys)`),
		},

		"an unknown topic of a service": {
			edit("content/services/legal-advice/service.toml", `"justice"`, `"law"`),
			one("content/services/legal-advice/service.toml", 1, "topics[0]", `"law" is not known here: write associations, disability, education, emergency, immigration, information-access, justice, residence, social-care, social-integration, training or work`),
		},
		"an unknown topic of a need": {
			edit(need, `"emergency"`, `"violence"`),
			one(need, 2, "topic", `"violence" is not known here: write associations, disability, education, emergency, immigration, information-access, justice, residence, social-care, social-integration, training or work`),
		},
		"a need that no service answers": {
			edit(need, `["orientation", "legal-advice"]`, `[]`),
			one(need, 1, "services", `"services" is missing or empty: write it (docs/content.md says what belongs there)`),
		},
		"a need that an unknown service answers": {
			edit(need, `"orientation"`, `"shelter"`),
			one(need, 1, "services[0]", "there is no content/services/shelter: correct the name, or add the folder with service.toml"),
		},
		"a need without its place in the list": {
			edit(need, "order = 9\n", ""),
			one(need, 1, "order", `"order" is missing or empty: write it (docs/content.md says what belongs there)`),
		},
		"a need far down in the list, in quotes": {
			edit(need, "order = 9", `order = "9"`),
			one(need, 3, "order", `"order" has the wrong kind of value: write a whole number, without quotes`),
		},
		"a helpline that nobody can call": {
			edit(need, `"1522"`, `"15"`),
			one(need, 7, "helplines[0].number", `"15" is not a telephone number: write a short number such as 1522, or a whole one such as 800 290 290`),
		},
		"a helpline that the site has no words for": {
			edit(need, `"violence"`, `"children"`),
			one(need, 8, "helplines[0].name", `"children" is not known here: write emergency, violence or trafficking`),
		},
		"danger without a number to call": {
			with("needs/danger/need.toml", "services = [\"orientation\"]\ntopic = \"emergency\"\norder = 9\ndanger = true\n"),
			one(need, 4, "danger", "somebody in danger needs a number to call: add one under [[helplines]]"),
		},
		"a need without words": {
			without("needs/papers/index.it.md"),
			one("content/needs/papers/index.it.md", 1, "", "the Italian words are missing: add index.it.md to the folder content/needs/papers"),
		},
	} {
		t.Run(name, func(t *testing.T) {
			snapshot, got := catalogue.Load(c.content, nil, today)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
			if (snapshot == nil) != catalogue.HasErrors(c.want) {
				t.Errorf("snapshot: %v", snapshot)
			}
		})
	}
}
