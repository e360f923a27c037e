package catalogue_test

import (
	"maps"
	"testing/fstest"
	"time"
	_ "time/tzdata"
)

// village is the smallest content in which everything occurs and nothing is
// wrong. Tests change one file of it.
func village() fstest.MapFS {
	return content(map[string]string{
		"offices/desk/office.toml": `organisation = "town"
services = ["legal-advice", "orientation"]

[address]
care_of = "Servizi sociali"
street  = "via Roma, 1"
city    = "Potenza"

[[telephones]]
number   = "0971415507"
for      = ["information", "appointments"]

[[telephones]]
number   = "328 7221486"
whatsapp = true

[[emails]]
address = "desk@example.org"

[hours]
telephone = "unknown"
[hours.counter]
mon = ["08:30-12:00", "16:30-18:00"]

[[closures]]
from   = 2026-12-24
until  = 2026-12-31
reason = "holiday"

[booking]
mode = "instant"
[booking.services.legal-advice]
mode = "phone"

[[sources]]
fact    = "the patron saint's day"
source  = "https://example.org/patron"
checked = 2026-11-22

[hours.appointments]
fri = ["09:00-10:00"]

[patron_saint]
date    = "12-04"
name    = "Santa Barbara"
source  = "https://example.org/patron"
checked = 2026-11-22

[holidays]
observed = true

[[mediators]]
languages = ["fr", "ar"]
days      = ["fri", "mon"]

[[mediators]]
languages = ["ti"]
days      = ["mon"]
from      = "16:30"
until     = "18:00"

[building]
step_free = true
lift      = false
`,
		"offices/desk/index.it.md": `+++
title = "Sportello"
description = "Una persona ti ascolta."
answered_by = "Un operatore"
+++
Parole.
`,
		"offices/desk/index.en.md":           words("Desk") + "Words.\n",
		"services/legal-advice/service.toml": "topics = [\"justice\"]\noffered = [\"on-call\", \"ad-hoc\"]\nstatus = \"active\"\n",
		"services/legal-advice/index.it.md":  words("Consulenza legale") + sections,
		"services/orientation/service.toml":  "status = \"active\"\n",
		"services/orientation/index.it.md":   words("Orientamento") + sections,
		"organisations/town/organisation.toml": `name = "Comune"
website = "https://example.org/"
`,
		"projects/teams/project.toml": `offices = ["desk"]
starts = 2021-01-01
ends = 2022-12-31

[[activities]]
id = "advice"
offered = ["scheduled"]
service = "orientation"
`,
		"projects/teams/index.it.md": words("TEAMS"),
		"needs/danger/need.toml": `services = ["orientation", "legal-advice"]
topic = "emergency"
order = 9
danger = true

[[helplines]]
number  = "1522"
name    = "violence"
source  = "https://example.org/1522"
checked = 2026-11-22

[[helplines]]
number  = "800290290"
name    = "trafficking"
source  = "https://example.org/trafficking"
checked = 2026-11-22
`,
		"needs/danger/index.it.md": words("Sono in pericolo"),
		"needs/papers/need.toml":   "services = [\"legal-advice\"]\ntopic = \"immigration\"\norder = 1\n",
		"needs/papers/index.it.md": words("Documenti"),
		"_index.it.md":             words("Sportello"),
	})
}

// sections are those that every service's page has.
const sections = "## A chi {#who}\n\n## Come {#how}\n\n## Cosa serve {#needed}\n\n## Cosa si ottiene {#result}\n"

// today is the day on which the tests load the village: a Sunday.
var today = time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)

func words(title string) string {
	return "+++\ntitle = \"" + title + "\"\ndescription = \"Una frase.\"\n+++\n"
}

func content(files map[string]string) fstest.MapFS {
	fs := fstest.MapFS{}
	for name, text := range files {
		fs[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fs
}

// with is a village with one file changed.
func with(name, text string) fstest.MapFS {
	fs := maps.Clone(village())
	fs[name] = &fstest.MapFile{Data: []byte(text)}
	return fs
}

// without is a village that lacks a file.
func without(name string) fstest.MapFS {
	fs := maps.Clone(village())
	delete(fs, name)
	return fs
}
