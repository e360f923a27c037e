package formsapi_test

import (
	"fmt"
	"slices"
	"strings"

	formsapi "sportello/forms-api"
)

// A world is a month as it may have been: the numbers behind a report.
type world struct {
	figures map[string]formsapi.Figure
	truth   map[string]int
	sums    [][2][]string // the first are together as much as the second
	bounds  [][2][]string // the first are together no more than the second
	few     map[string]bool
	steps   int // that may still be tried
}

// worldOf counts the true numbers anew, and says how they hang together as somebody
// would who reads the report.
func worldOf(l *ledger, r *formsapi.Report) *world {
	w := &world{figures: figures(r), truth: map[string]int{}, few: map[string]bool{}}
	w.count(l)
	for name := range w.figures {
		if of, is := strings.CutPrefix(name, "persons"); is {
			w.bounds = append(w.bounds, [2][]string{{name}, {"contacts" + of}})
		}
	}
	w.bounds = append(w.bounds, [2][]string{{"persons", "anonymous", "erased"}, {"contacts"}})
	for d, b := range r.Breakdowns {
		whole := ""
		switch d {
		case formsapi.ByUnmet:
			whole = " outcome nothing-available"
		case formsapi.ByKept:
			whole = " agreed"
			w.bounds = append(w.bounds, [2][]string{{"contacts agreed"}, {"contacts"}}, [2][]string{{"persons agreed"}, {"persons"}})
		}
		var contacts, persons []string
		for _, g := range b.Groups {
			of := fmt.Sprint(" ", d, " ", g.Key)
			contacts, persons = append(contacts, "contacts"+of), append(persons, "persons"+of)
			w.bounds = append(w.bounds, [2][]string{{"persons" + of}, {"persons" + whole}})
			if d == formsapi.ByUnmet {
				w.bounds = append(w.bounds, [2][]string{{"contacts" + of}, {"contacts service " + g.Key}}, [2][]string{{"persons" + of}, {"persons service " + g.Key}})
			}
		}
		if len(b.Groups) > 0 {
			w.sums = append(w.sums, [2][]string{contacts, {"contacts" + whole}})
			w.bounds = append(w.bounds, [2][]string{{"persons" + whole}, persons})
		}
	}
	w.mapping(l)
	return w
}

// mapping notes which services count under which activities: a reader knows the
// projects, and may know that nobody named another activity.
func (w *world) mapping(l *ledger) {
	for activity, services := range map[string][]string{"orientation": {"advice"}, "legal": {"papers"}, formsapi.NoActivity: {"school", "sewing"}} {
		named := slices.ContainsFunc(l.requests["desk"], func(r formsapi.Reported) bool { return r.Activity != "" && slices.Contains(services, r.Service) })
		var some []string
		for _, s := range services {
			if _, there := w.figures["contacts service "+s]; there {
				some = append(some, "contacts service "+s)
			}
		}
		if _, there := w.figures["contacts activity "+activity]; there && !named && len(some) > 0 {
			w.sums = append(w.sums, [2][]string{some, {"contacts activity " + activity}})
		}
	}
}

func (w *world) count(l *ledger) {
	persons := map[string]map[string]bool{}
	nameless := map[string]int{}
	add := func(of, person string, n int) {
		w.truth["contacts"+of] += n
		if person == "" {
			nameless[of] += n
			return
		}
		if persons[of] == nil {
			persons[of] = map[string]bool{}
		}
		persons[of][person] = true
		w.truth["persons"+of] = len(persons[of])
	}
	all := func(person string, n int, of []string) {
		for _, key := range append(of, "") {
			add(key, person, n)
		}
	}
	for _, r := range l.requests["desk"] {
		of := keysOf(r.Service, r.Activity, r.Language, string(r.Channel), string(r.Outcome))
		switch {
		case r.Agreed && r.State == formsapi.Attended:
			of = append(of, " kept came", " agreed")
		case r.Agreed && r.State == formsapi.NotAttended:
			of = append(of, " kept missed", " agreed")
		}
		all(string(r.Person), 1, of)
		if r.Person == nil {
			w.truth["anonymous"]++
		}
	}
	for _, g := range l.tallied["desk"] {
		all("", g.Requests, keysOf(g.Service, g.Activity, g.Language, string(g.Channel), string(g.Outcome)))
		w.truth["erased"] += g.Requests
	}
	for of := range nameless {
		w.few[of] = len(persons[of])+nameless[of] < formsapi.FewPeople
	}
	for of := range persons {
		w.few[of] = len(persons[of])+nameless[of] < formsapi.FewPeople
	}
}

func keysOf(service, activity, language, channel, outcome string) []string {
	if activity == "" {
		activity = map[string]string{"advice": "orientation", "papers": "legal"}[service]
	}
	if activity == "" {
		activity = formsapi.NoActivity
	}
	of := []string{" month " + march, " office desk", " service " + service, " activity " + activity, " language " + language, " channel " + channel}
	if outcome == "" {
		return append(of, " outcome "+formsapi.Unfinished)
	}
	if of = append(of, " outcome "+outcome); outcome == string(formsapi.OutcomeNothing) {
		of = append(of, " unmet "+service)
	}
	return of
}

// another says whether there is a world with another number of that name.
func (w *world) another(name string) bool {
	for _, by := range []int{1, -1, 2, -2} {
		w.steps = 50_000
		if w.settle(map[string]int{name: by}) {
			return true
		}
	}
	return false
}

// settle moves other numbers until everything that is shown holds again.
func (w *world) settle(moved map[string]int) bool {
	for name := range moved {
		if !w.allowed(name, w.at(name, moved)) {
			return false
		}
	}
	for _, s := range w.sums {
		if off := w.total(s[0], moved) - w.total(s[1], moved); off != 0 {
			return w.repair(s[0], -off, moved) || w.repair(s[1], off, moved)
		}
	}
	for _, s := range w.bounds {
		if off := w.total(s[0], moved) - w.total(s[1], moved); off > 0 {
			return w.repair(s[0], -off, moved) || w.repair(s[1], off, moved)
		}
	}
	return true
}

// repair moves one of some numbers that are not told and have not been moved yet.
func (w *world) repair(names []string, by int, moved map[string]int) bool {
	for _, name := range names {
		if moved[name] != 0 || w.steps == 0 {
			continue
		}
		w.steps--
		moved[name] = by
		if w.settle(moved) {
			return true
		}
		delete(moved, name)
	}
	return false
}

func (w *world) at(name string, moved map[string]int) int { return w.truth[name] + moved[name] }

func (w *world) total(names []string, moved map[string]int) (sum int) {
	for _, name := range names {
		sum += w.at(name, moved)
	}
	return sum
}

// allowed says whether what is shown of a number can stand for it.
func (w *world) allowed(name string, n int) bool {
	f := w.figures[name]
	_, of, _ := strings.Cut(name, " ")
	contacts := strings.HasPrefix(name, "contacts")
	switch f.As {
	case formsapi.Told:
		return n == w.truth[name]
	case formsapi.Aside:
		return n >= formsapi.FewPeople
	}
	fewest := 1
	if !contacts && w.few[" "+of] {
		fewest = 0
	}
	return n >= fewest && (contacts || n < formsapi.FewPeople)
}
