package catalogue_test

import (
	"encoding/json"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"sportello/forms-api/catalogue"

	"github.com/google/go-cmp/cmp"
)

const (
	office  = "content/offices/desk/office.toml"
	project = "content/projects/teams/project.toml"
)

// Each case is the village with one thing wrong, and all that is said about it.
func TestRefusals(t *testing.T) {
	for name, c := range map[string]struct {
		content fs.FS
		want    []catalogue.Finding
	}{
		"an unknown key": {
			editOffice("city    =", "town    ="),
			one(office, 7, "address.town", `nothing is known by the name "town": correct it or take it out (docs/content.md lists the keys)`),
		},
		"an unknown table": {
			editOffice("[address]", "[adress]"),
			one(office, 4, "adress", `nothing is known by the name "adress": write address (docs/content.md lists the keys)`),
		},
		"a key in capitals": {
			editOffice("services =", "Services ="),
			one(office, 2, "Services", `"Services" has capital letters: write services`),
		},
		"two unknown keys, and a rule broken": {
			editOffice("organisation = \"town\"", "organization = \"town\"\nphone = 1"),
			[]catalogue.Finding{
				refusal(office, 1, "organisation", `"organisation" is missing or empty: write it (docs/content.md says what belongs there)`),
				refusal(office, 1, "organization", `nothing is known by the name "organization": write organisation (docs/content.md lists the keys)`),
				refusal(office, 2, "phone", `nothing is known by the name "phone": correct it or take it out (docs/content.md lists the keys)`),
			},
		},
		"a key twice": {
			editOffice("street  =", "city    ="),
			one(office, 7, "city", `"city" stands here for the second time: keep one`),
		},
		"no TOML": {
			editOffice(`"via Roma, 1"`, "via Roma, 1"),
			one(office, 6, "", "this is not TOML: unexpected character U+0076 'v' at start of value"),
		},
		"a list that is none": {
			editOffice(`["legal-advice", "orientation"]`, `"legal-advice"`),
			one(office, 2, "services", `"services" has the wrong kind of value: write a list of texts, such as ["one", "two"]`),
		},
		"a text that is none, in the second of its tables": {
			editOffice(`"328 7221486"`, `3287221486`),
			one(office, 14, "telephones[1].number", `"number" has the wrong kind of value: write text in quotes, such as "Potenza"`),
		},

		"an organisation that does not exist": {
			editOffice(`"town"`, `"city"`),
			one(office, 1, "organisation", "there is no content/organisations/city: correct the name, or add the folder with organisation.toml"),
		},
		"a service that does not exist": {
			editOffice(`"orientation"]`, "\"orientation\",\n \"advice\"]"),
			one(office, 3, "services[2]", "there is no content/services/advice: correct the name, or add the folder with service.toml"),
		},
		"a service twice": {
			editOffice(`"orientation"]`, `"orientation", "legal-advice"]`),
			one(office, 2, "services", `"services" says the same thing twice: take one out`),
		},
		"a project that names an unknown office": {
			edit(project, `["desk"]`, `["desk", "counter"]`),
			one(project, 1, "offices[1]", "there is no content/offices/counter: correct the name, or add the folder with office.toml"),
		},
		"an activity of an unknown service": {
			edit(project, `service = "orientation"`, `service = "advice"`),
			one(project, 8, "activities[0].service", "there is no content/services/advice: correct the name, or add the folder with service.toml"),
		},
		"an activity twice": {
			edit(project, `[[activities]]`, "[[activities]]\nid = \"advice\"\n[[activities]]"),
			one(project, 8, "activities[1].id", `there is another activity "advice": give each its own id`),
		},
		"an activity's id that cannot be in an address": {
			edit(project, `"advice"`, `"Legal advice"`),
			one(project, 6, "activities[0].id", `"Legal advice" cannot be an id: use lower-case letters without accents, digits and hyphens`),
		},
		"a project that ends before it starts": {
			edit(project, "2022-12-31", "2020-12-31"),
			one(project, 3, "ends", "the project ends before it starts: write an end later than 2021-01-01"),
		},
		"a date that is none": {
			edit(project, "2022-12-31", `"soon"`),
			one(project, 3, "ends", `"ends" has the wrong kind of value: write a date such as 2026-12-31, without quotes`),
		},

		"a telephone that is none": {
			editOffice("0971415507", "12"),
			one(office, 10, "telephones[0].number", `"12" is not a telephone number: write it as it is dialled in Italy, such as 0971 415507, or with + and the country's code`),
		},
		"a telephone with too few digits": {
			editOffice("328 7221486", "328 72214"),
			one(office, 14, "telephones[1].number", `"328 72214" is not a telephone number: write it as it is dialled in Italy, such as 0971 415507, or with + and the country's code`),
		},
		"an unknown purpose of a telephone": {
			editOffice(`["information", "appointments"]`, `["emergencies"]`),
			one(office, 11, "telephones[0].for[0]", `"emergencies" is not known here: write information or appointments`),
		},
		"an e-mail that is none": {
			editOffice("desk@example.org", "desk@"),
			one(office, 18, "emails[0].address", `"desk@" is not an e-mail address: write one such as desk@example.org`),
		},
		"an unknown time zone": {
			editOffice("[address]", "timezone = \"Europe/Rom\"\n[address]"),
			one(office, 4, "timezone", `"Europe/Rom" is not a time zone: write one such as Europe/Rome, or take the line out, which means Europe/Rome`),
		},
		"a website without its protocol": {
			edit("content/organisations/town/organisation.toml", "https://example.org/", "example.org"),
			one("content/organisations/town/organisation.toml", 2, "website", `"example.org" is not a web address: write it with https:// at the start`),
		},
		"a source checked tomorrow": {
			editOffice("checked = 2026-11-22", "checked = 2026-11-23"),
			one(office, 38, "sources[0].checked", "2026-11-23 is still to come: write the day on which somebody last checked the source"),
		},
		"a source without its address": {
			editOffice(`source  = "https://example.org/patron"`, ""),
			one(office, 35, "sources[0].source", `"source" is missing or empty: write it (docs/content.md says what belongs there)`),
		},

		"a day that is none": {
			editOffice("mon =", "lun ="),
			one(office, 23, "hours.counter.lun", `"lun" is no day of the week: write mon, tue, wed, thu, fri, sat or sun`),
		},
		"closes before it opens": {
			editOffice("16:30-18:00", "18:00-16:30"),
			one(office, 23, "hours.counter.mon[1]", "18:00-16:30: it closes before it opens: put the opening time first, and write hours past midnight as two intervals, one until 24:00 and one from 00:00 on the next day"),
		},
		"hours that overlap": {
			editOffice("16:30-18:00", "11:30-18:00"),
			one(office, 23, "hours.counter.mon", "08:30-12:00 and 11:30-18:00 overlap: write one interval, or end the first before the second begins"),
		},
		"a time that is none": {
			editOffice("16:30-18:00", "16:30-24:30"),
			one(office, 23, "hours.counter.mon[1]", `"24:30" is not a time of day: write 00:00 to 24:00, with two digits for hours and for minutes`),
		},
		"a day that is no list": {
			editOffice(`["08:30-12:00", "16:30-18:00"]`, `"08:30-12:00"`),
			one(office, 23, "hours.counter.mon", `write the hours as a list, such as mon = ["08:30-12:00", "16:30-18:00"]`),
		},
		"hours of something else": {
			editOffice("[hours.counter]", "[hours.counter]\n[hours.desk]"),
			[]catalogue.Finding{
				warning(office, 22, "hours.counter", `no day has hours, so it is always shown as closed: if nobody knows the hours, write counter = "unknown"`),
				refusal(office, 23, "hours.desk", `there are no hours of "desk": write them under [hours.counter], [hours.appointments] or [hours.telephone]`),
			},
		},
		"hours that are neither known nor unknown": {
			editOffice(`telephone = "unknown"`, `telephone = "mornings"`),
			one(office, 21, "hours.telephone", `"telephone" is neither hours nor "unknown": write "unknown", or the days under [hours.telephone]`),
		},

		"a closure that ends before it begins": {
			editOffice("until  = 2026-12-31", "until  = 2026-12-23"),
			one(office, 27, "closures[0].until", "the closure ends before it begins: write an end later than 2026-12-24T00:00"),
		},
		"a closure that ends as it begins": {
			editOffice("from   = 2026-12-24\nuntil  = 2026-12-31", "from   = 2026-12-24T12:00:00\nuntil  = 2026-12-24T12:00:00"),
			one(office, 27, "closures[0].until", "the closure ends before it begins: write an end later than 2026-12-24T12:00"),
		},
		"a closure without an end": {
			editOffice("until  = 2026-12-31", ""),
			one(office, 25, "closures[0].until", `"until" is missing or empty: write it (docs/content.md says what belongs there)`),
		},
		"a closure to the second": {
			editOffice("2026-12-31", "2026-12-31T12:00:30"),
			one(office, 27, "closures[0].until", "closures are to the minute: write 00 for the seconds"),
		},
		"a closure in another zone's time": {
			editOffice("2026-12-31", "2026-12-31T12:00:00Z"),
			one(office, 27, "closures[0].until", `"until" is in the office's own time: leave out what comes after the seconds`),
		},
		"a closure's date in quotes": {
			editOffice("2026-12-24", `"2026-12-24"`),
			one(office, 26, "closures[0].from", `"from" is not a date: write 2026-12-24, or 2026-08-14T12:00:00 with a time, without quotes`),
		},
		"a day that no calendar has": {
			editOffice("2026-12-31", "2026-02-30"),
			one(office, 27, "closures[0].until", "this is not TOML: impossible date"),
		},
		"an unknown reason": {
			editOffice(`"holiday"`, `"vacation"`),
			one(office, 28, "closures[0].reason", `"vacation" is not known here: write strike, illness, weather, training, holiday or other`),
		},
		"a closure of another office": {
			editOffice(`reason = "holiday"`, "reason = \"holiday\"\noffice = \"desk\""),
			one(office, 29, "closures[0].office", `"office" belongs in the desk's closures only: take it out, this file is about one office`),
		},
		"a closure that is over": {
			editOffice("from   = 2026-12-24\nuntil  = 2026-12-31", "from   = 2026-08-14\nuntil  = 2026-11-21"),
			[]catalogue.Finding{warning(office, 25, "closures[0]", "this closure was over on 2026-11-21: it can be taken out")},
		},

		"an unknown booking mode": {
			editOffice(`"instant"`, `"online"`),
			one(office, 31, "booking.mode", `"online" is not known here: write request, instant, phone or walk-in`),
		},
		"no booking mode": {
			editOffice(`mode = "instant"`, ""),
			one(office, 30, "booking.mode", `"mode" is missing or empty: write it (docs/content.md says what belongs there)`),
		},
		"an unknown mode for a service": {
			editOffice(`mode = "phone"`, `mode = "fax"`),
			one(office, 33, "booking.services.legal-advice.mode", `"fax" is not known here: write request, instant, phone or walk-in`),
		},
		"a mode for a service that is not offered": {
			editOffice(`["legal-advice", "orientation"]`, `["orientation"]`),
			[]catalogue.Finding{
				refusal(office, 32, "booking.services.legal-advice", `the office does not offer "legal-advice": add it to services, or take this booking mode out`),
			},
		},
		"appointments by telephone without one": {
			editOffice("[[telephones]]\nnumber   = \"0971415507\"\nfor      = [\"information\", \"appointments\"]\n\n[[telephones]]\nnumber   = \"328 7221486\"\nwhatsapp = true\n", ""),
			one(office, 26, "booking.services.legal-advice.mode", "appointments by telephone need a telephone: add one under [[telephones]], or choose another mode"),
		},
		"places without hours": {
			editOffice("[hours.counter]\nmon = [\"08:30-12:00\", \"16:30-18:00\"]\n", ""),
			[]catalogue.Finding{warning(office, 29, "booking.mode", "places can be offered only within known hours: write the counter's hours under [hours.counter]")},
		},

		"an unknown way of offering": {
			edit("content/services/legal-advice/service.toml", `"on-call"`, `"sometimes"`),
			one("content/services/legal-advice/service.toml", 2, "offered[0]", `"sometimes" is not known here: write scheduled, on-call or ad-hoc`),
		},
		"an unknown status": {
			edit("content/services/legal-advice/service.toml", `"active"`, `"open"`),
			one("content/services/legal-advice/service.toml", 3, "status", `"open" is not known here: write active, suspended or ended`),
		},
		"a service that no office offers": {
			fsWith(village(), map[string]string{
				"services/housing/service.toml": "topics = []\nstatus = \"active\"\n", "services/housing/index.it.md": words("Casa") + sections}),
			[]catalogue.Finding{warning("content/services/housing/service.toml", 2, "status", `no office offers this service: add it to an office's services, or write status = "suspended"`)},
		},

		"a folder without its facts": {
			without("projects/teams/project.toml"),
			one(project, 1, "", "the facts are missing: add project.toml to the folder content/projects/teams"),
		},
		"a folder without Italian words": {
			without("offices/desk/index.it.md"),
			one("content/offices/desk/index.it.md", 1, "", "the Italian words are missing: add index.it.md to the folder content/offices/desk"),
		},
		"a folder's name that cannot be in an address": {
			fsWith(village(), map[string]string{
				"organisations/Città/organisation.toml": "name = \"Città\"\n"}),
			one("content/organisations/Città", 1, "", "a folder's name is part of an address: use lower-case letters without accents, digits and hyphens"),
		},
		"facts that nobody reads": {
			fsWith(village(), map[string]string{"offices/desk/hours.toml": ""}),
			one("content/offices/desk/hours.toml", 1, "", "nobody reads this file: facts are in files such as offices/potenza/office.toml"),
		},
		"words without a title": {
			with("offices/desk/index.en.md", "+++\ndescription = \"A sentence.\"\n+++\nWords.\n"),
			one("content/offices/desk/index.en.md", 2, "title", `the page has no title: write title = "…" between the +++ lines`),
		},
		"words with an empty description": {
			with("offices/desk/index.en.md", "+++\ntitle = \"Desk\"\ndescription = \" \"\n+++\nWords.\n"),
			one("content/offices/desk/index.en.md", 3, "description", `the page has no description: write description = "…", one plain sentence, between the +++ lines`),
		},
		"an office's page without words": {
			with("offices/desk/index.en.md", words("Desk")),
			[]catalogue.Finding{warning("content/offices/desk/index.en.md", 4, "", "the office's page says nothing but its facts: write beneath the line +++ who is helped there, and how to get there")},
		},
		"facts saved as Latin-1": {
			with("organisations/town/organisation.toml", "website = \"https://example.org/\"\nname = \"Citt\xe0\"\n"),
			one("content/organisations/town/organisation.toml", 2, "", catalogue.NotUTF8),
		},
		"words saved as Latin-1": {
			with("offices/desk/index.it.md", words("Sportello")+"Citt\xe0.\n"),
			one("content/offices/desk/index.it.md", 5, "", catalogue.NotUTF8),
		},
		"a new folder with a capital letter, nothing in it yet": {
			with("offices/Municipio/notes.txt", ""),
			one("content/offices/Municipio", 1, "", "a folder's name is part of an address: use lower-case letters without accents, digits and hyphens"),
		},
		"words without front matter": {
			with("offices/desk/index.it.md", "# Sportello\n"),
			one("content/offices/desk/index.it.md", 1, "", "the front matter is missing: begin the file with a line +++, then title and description, then another line +++"),
		},
		"a front matter that does not end": {
			with("offices/desk/index.it.md", "+++\ntitle = \"Sportello\"\n"),
			one("content/offices/desk/index.it.md", 1, "", "the front matter is missing: begin the file with a line +++, then title and description, then another line +++"),
		},
		"a front matter that is no TOML": {
			with("offices/desk/index.it.md", "+++\ntitle = \"Sportello\"\ndescription: ciao\n+++\n"),
			one("content/offices/desk/index.it.md", 3, "", "this is not TOML: expected '=' after key"),
		},
		"a title that is no text": {
			with("offices/desk/index.it.md", "+++\r\ndescription = \"Ciao\"\r\ntitle = 1\r\n+++\r\n"),
			one("content/offices/desk/index.it.md", 3, "title", `"title" has the wrong kind of value: write text in quotes, such as "Potenza"`),
		},
		"an office without services": {
			editOffice(`services = ["legal-advice", "orientation"]`, "services = []"),
			[]catalogue.Finding{
				warning(office, 2, "services", `the office offers no service: write services = ["…"] with names of folders in content/services`),
				refusal(office, 32, "booking.services.legal-advice", `the office does not offer "legal-advice": add it to services, or take this booking mode out`),
			},
		},
		"no content at all": {
			fstest.MapFS{},
			[]catalogue.Finding{warning("content/offices", 1, "", "there is no office: add one as a folder with office.toml and index.it.md")},
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

// What is wrong in one file is told beside what is wrong in another.
func TestAllFindingsAreCollected(t *testing.T) {
	broken := fsWith(editOffice(`"town"`, `"city"`), map[string]string{
		"projects/teams/project.toml":       "offices = 1\n",
		"services/orientation/service.toml": "status = \"\"\n",
	})
	_, got := catalogue.Load(broken, []byte("[[closures]]\noffice = \"desk\"\n"), today)
	var lines []string
	for _, f := range got {
		lines = append(lines, f.String())
	}
	const missing = ` is missing or empty: write it (docs/content.md says what belongs there)`
	want := []string{
		`closures.toml:1: error: "from"` + missing,
		`closures.toml:1: error: "reason"` + missing,
		`closures.toml:1: error: "until"` + missing,
		`content/offices/desk/office.toml:1: error: there is no content/organisations/city: correct the name, or add the folder with organisation.toml`,
		`content/projects/teams/project.toml:1: error: "offices" has the wrong kind of value: write a list of texts, such as ["one", "two"]`,
		`content/services/orientation/service.toml:1: error: "status"` + missing,
	}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

func TestFindingAsJSON(t *testing.T) {
	got, err := json.Marshal(refusal("content/a.toml", 3, "a.b", "No."))
	if err != nil {
		t.Fatal(err)
	}
	want := `{"file":"content/a.toml","line":3,"key":"a.b","severity":"error","sentence":"No."}`
	if string(got) != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func one(file string, line int, key, sentence string) []catalogue.Finding {
	return []catalogue.Finding{refusal(file, line, key, sentence)}
}

func refusal(file string, line int, key, sentence string) catalogue.Finding {
	return catalogue.Finding{File: file, Line: line, Key: key, Severity: catalogue.Error, Sentence: sentence}
}

func warning(file string, line int, key, sentence string) catalogue.Finding {
	return catalogue.Finding{File: file, Line: line, Key: key, Severity: catalogue.Warning, Sentence: sentence}
}

// edit is a village in which one text of a file is another.
func edit(file, from, to string) fstest.MapFS {
	name := strings.TrimPrefix(file, "content/")
	text := string(village()[name].Data)
	if !strings.Contains(text, from) {
		panic(file + " has no " + from)
	}
	return with(name, strings.Replace(text, from, to, 1))
}

func editOffice(from, to string) fstest.MapFS { return edit(office, from, to) }

func fsWith(base fstest.MapFS, files map[string]string) fstest.MapFS {
	for name, file := range content(files) {
		base[name] = file
	}
	return base
}
