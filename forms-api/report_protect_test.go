package formsapi_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	formsapi "sportello/forms-api"
)

// Given one group of few people, another is not told either: otherwise the total
// would tell the first.
func TestAGroupOfFewPeopleIsNotToldByTheTotal(t *testing.T) {
	r := givenLedger(t, slices.Concat(times(20, 1), times(3, 30, ofService("papers")), times(9, 40, ofService("school")))...).report(t)
	got := told(r.Of(formsapi.ByService))
	if want := map[string]string{"advice": "20 20", "papers": "<5 <5", "school": "≥5 ≥5"}; !maps.Equal(got, want) {
		t.Errorf("services: %v, want %v", got, want)
	}
	if got := told(r.Of(formsapi.ByActivity)); got["legal"] != "<5 <5" || got["orientation"] == "20 20" && got[formsapi.NoActivity] == "9 9" {
		t.Errorf("the activities tell what the services do not: %v", got)
	}
}

// Two people who came often are still two.
func TestAGroupIsAsLargeAsItsPeople(t *testing.T) {
	var often []formsapi.Reported
	for range 10 {
		often = append(often, times(2, 1, ofService("papers"))...)
	}
	r := givenLedger(t, slices.Concat(times(20, 10), times(9, 40, ofService("school")), often)...).report(t)
	if got := told(r.Of(formsapi.ByService))["papers"]; got != "<5 <5" {
		t.Errorf("twenty contacts of two people are shown as %s", got)
	}
}

// Of fewer than five people in all, nothing is told: how many groups there are would
// tell how many they are.
func TestOfFewPeopleInAllNothingIsTold(t *testing.T) {
	r := givenLedger(t, contact(1), contact(2, ofService("papers"))).report(t)
	if !r.TooFew || r.Total.Contacts != (formsapi.Figure{As: formsapi.Few}) || len(r.Breakdowns) > 0 || r.Answer.Clock != nil {
		t.Errorf("of two people: %+v", r)
	}
	if r := givenLedger(t).report(t); r.TooFew || r.Total.Contacts.String() != "0" {
		t.Errorf("of nobody: %+v", r.Total)
	}
}

// What is not told is not there: nothing can print it by mistake.
func TestWhatIsNotToldIsForgotten(t *testing.T) {
	for round := range uint64(50) {
		for name, f := range figures(drawLedger(t, round).report(t)) {
			if f.As != formsapi.Told && f.N != 0 {
				t.Errorf("round %d: %s is %s and holds %d", round, name, f, f.N)
			}
		}
	}
}

// The same report told twice hides the same: two that differ would tell both.
func TestAReportHidesTheSameEachTime(t *testing.T) {
	for round := range uint64(30) {
		a, b := figures(drawLedger(t, round).report(t)), figures(drawLedger(t, round).report(t))
		if !maps.Equal(a, b) {
			t.Errorf("round %d: %v and then %v", round, a, b)
		}
	}
}

// Given any month, nobody can compute what is not told: of each such number there is
// another world, in which it is another and the same report would be shown. The
// worlds are found by another way than the one by which figures are hidden.
func TestNoSuppressedNumberCanBeComputed(t *testing.T) {
	hidden, told := 0, 0
	for round := range uint64(600) {
		l := drawLedger(t, round)
		r := l.report(t)
		w := worldOf(l, r)
		for name, f := range w.figures {
			switch {
			case f.As == formsapi.Told:
				told++
			case !w.another(name):
				t.Errorf("round %d: %s is shown as %s, and can only be %d\n%v", round, name, f, w.truth[name], w.figures)
			default:
				hidden++
			}
		}
	}
	if hidden < 1000 || told < 1000 {
		t.Errorf("%d hidden and %d told numbers were looked at: too few to show anything", hidden, told)
	}
}

// drawLedger invents a month: some services and languages are rare.
func drawLedger(t *testing.T, seed uint64) *ledger {
	random := rand.New(rand.NewPCG(seed, 1))
	rarely := func(from ...string) string { return from[min(len(from)-1, int(random.ExpFloat64()*1.2))] }
	var all []formsapi.Reported
	for range 5 + random.IntN(60) {
		all = append(all, contact(random.IntN(50), func(r *formsapi.Reported) {
			r.Service, r.Language = rarely("advice", "papers", "school", "sewing"), rarely("it", "ar", "bn", "ti", "si")
			r.CreatedAt = inMarch(1+random.IntN(31), 9)
			r.Channel = formsapi.Intakes[random.IntN(3)]
			if o := rarely("", "helped", "nothing-available", "referred", "did-not-come"); o != "" {
				cameTo(formsapi.Outcome(o))(r)
			}
			r.State = []formsapi.State{formsapi.Waiting, formsapi.Attended, formsapi.NotAttended}[random.IntN(3)]
			r.Agreed = random.IntN(2) == 0
			if random.IntN(12) == 0 {
				r.Activity = "supervision"
			}
		}))
	}
	l := givenLedger(t, all...)
	if random.IntN(3) == 0 {
		l.tallied = map[string][]formsapi.Tallied{"desk": {{Month: march, Service: "advice", Language: "it", Channel: "web", Outcome: "helped", Requests: 1 + random.IntN(9)}}}
	}
	return l
}

// figures are all numbers of a report, by name.
func figures(r *formsapi.Report) map[string]formsapi.Figure {
	all := map[string]formsapi.Figure{"contacts": r.Total.Contacts, "persons": r.Total.Persons, "anonymous": r.Anonymous, "erased": r.Erased}
	for d, b := range r.Breakdowns {
		for _, g := range b.Groups {
			all[fmt.Sprint("contacts ", d, " ", g.Key)] = g.Contacts
			all[fmt.Sprint("persons ", d, " ", g.Key)] = g.Persons
		}
		if d == formsapi.ByKept {
			all["contacts agreed"], all["persons agreed"] = b.Total.Contacts, b.Total.Persons
		}
	}
	return all
}
