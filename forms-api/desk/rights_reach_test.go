package desk_test

import (
	"net/http"
	"strings"
	"testing"

	formsapi "sportello/forms-api"
)

// Given everything that there can be at an office, a colleague of another office opens
// every page that they are led to, and every address with that office's name or thing in
// it: nothing of what people wrote there is on any. The administrator reads nobody's.
func TestNothingOfAnotherOfficeIsOnAnyPage(t *testing.T) {
	const secret = "Zeinab"
	b := givenBoth(t)
	b.givenWorkThere(secret)
	begin := []string{"/desk/", b.there, b.there + "/trail", b.there + "/person", b.there + "/person/file?request=" + b.theirs.String(), b.there + "/erasure", b.there + "/slip", b.there + "/reply/2"}
	for _, address := range b.addresses() {
		begin = append(begin, address, strings.Replace(address, "potenza", "montelucci", 1))
	}
	for _, tab := range formsapi.Tabs {
		begin = append(begin, "/desk/?tab="+string(tab), "/desk/?office=montelucci&tab="+string(tab))
	}
	for _, who := range []formsapi.Staff{
		b.rita, b.givenStaff("Marco", operator), b.givenStaff("Zahra", formsapi.Grant{Role: formsapi.RoleMediator, Office: "potenza"}), b.givenStaff("Ada", administrator),
	} {
		pages := b.signedIn(who).crawl(begin...)
		for address, p := range pages {
			if p.status >= http.StatusInternalServerError {
				t.Errorf("%s is answered %d to %s", address, p.status, who.Name)
			}
			if strings.Contains(p.body, secret) {
				t.Errorf("%s reads at %s what is another office's", who.Name, address)
			}
		}
	}
	if reads := b.pagesWith(secret, b.signedIn(b.givenStaff("Lucia", coordinator)).crawl(begin...)); len(reads) < 12 {
		t.Errorf("who may read it finds it at %q alone: there is too little to find", reads)
	}
}

// givenWorkThere leaves a word wherever people write, at Montelucci.
func (b both) givenWorkThere(word string) {
	b.t.Helper()
	b.writeEverywhere(b.piero, b.theirs, word)
	b.decide(b.piero, formsapi.Decision{ID: b.givenRequest(named(word), of("montelucci", "ar"), asksFor(tuesdayAtTen), reachedBy("call", "333 123 4567", "")), Version: 1, Event: formsapi.EventConfirm, Note: word})
	b.givenRequest(named(word), of("montelucci", "it"), asksFor(tuesdayAtEleven))
	b.decide(b.piero, formsapi.Decision{ID: b.givenRequest(named(word), of("montelucci", "it"), reachedBy("call", "333 123 4567", "")), Version: 1, Event: formsapi.EventDecline, Reason: "other", Note: word})
	b.givenRating(formsapi.PageRating{Page: "/it/offices/montelucci/", Language: "it", Rating: 1, Comment: word})
}
