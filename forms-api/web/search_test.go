package web_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	formsapi "sportello/forms-api"
	"sportello/forms-api/opendata/search"
	"sportello/forms-api/web"
)

// library is a finder with the real index of a few pages.
type library map[string]*search.Index

func (l library) Find(language, query string, limit int) (found []web.Found) {
	if l[language] == nil {
		return nil
	}
	for _, h := range l[language].Search(query, limit) {
		found = append(found, web.Found{Path: h.URL, Kind: h.Kind, Title: h.Title, Description: h.Description})
	}
	return found
}

func shelf() library {
	service := func(lang, id, title, italian, body string) search.Document {
		return search.Document{
			Page: search.Page{URL: "/" + lang + "/services/" + id + "/", Kind: "service", Title: title, Description: "<b>" + title},
			Body: body, Italian: italian,
		}
	}
	return library{
		"it": search.New([]search.Document{
			service("it", "legal-advice", "Consulenza legale", "", "Un avvocato ti dice se si può fare già così."),
			service("it", "interpreting", "Interpreti", "", "Сім’я বাংলা 法律帮助 ትግርኛ"),
		}, search.DefaultLimit),
		"ar": search.New([]search.Document{
			service("ar", "legal-advice", "استشارة قانونية", "Consulenza legale", "المحامي يساعد الأُسرة في إقامتها"),
		}, search.DefaultLimit),
	}
}

func TestASearchWithoutJavaScript(t *testing.T) {
	s := begin(t)
	for _, c := range []struct{ lang, typed, finds string }{
		{"it", "AVVOCATO", "legal-advice"},
		{"it", "avvocàto gia", "legal-advice"},
		{"it", "  consul ", "legal-advice"},
		{"it", "сімя", "interpreting"},
		{"it", "বাংলা", "interpreting"},
		{"it", "帮助", "interpreting"},
		{"it", "ትግርኛ", "interpreting"},
		{"ar", "الاسرة", "legal-advice"},
		{"ar", "اقامتها", "legal-advice"},
		{"ar", "اِستِشارة", "legal-advice"},
		{"ar", "consulenza", "legal-advice"},
	} {
		s.get(t, "/"+c.lang+"/search/?"+url.Values{"q": {c.typed}}.Encode()).must(t, 200,
			in("html", hasAttr("lang", c.lang)),
			in("[data-hits] a", hasAttr("href", "/"+c.lang+"/services/"+c.finds+"/")),
			in("[data-hits] [data-kind]", hasText("Service")), no("[data-hits] [data-kind=page]"), no("[data-hits] b"),
			in("[data-total]", hasText("Found: 1")), in("[data-nothing][hidden]"),
			in("#q", hasAttr("value", strings.TrimSpace(c.typed))))
	}
}

func TestASearchThatFindsNothingSaysWhatToDo(t *testing.T) {
	s := begin(t)
	for _, typed := range []string{"zzzz", "?!", `"><script>alert(1)</script>`, strings.Repeat("è", 5000), "\x00\xff"} {
		s.get(t, "/it/search/?"+url.Values{"q": {typed}}.Encode()).must(t, 200,
			in("[data-nothing]"), no("[data-nothing][hidden]"), in("[data-total]", hasText("Found: 0")), no("[data-hits] li"), no("script"))
	}
}

func TestASearchIsNobodyElses(t *testing.T) {
	s := begin(t)
	a := s.get(t, "/it/search/?q=avvocato")
	if got := a.Header.Get("Cache-Control"); got != "no-store" {
		t.Errorf("what somebody searched for is cached %q", got)
	}
	if strings.Contains(s.log.String(), "avvocato") {
		t.Error("the log holds what somebody searched for")
	}
	s.get(t, "/it/search/").must(t, 200, no("[data-hits] li"), in("[data-nothing][hidden]"), in("[data-offices] > :nth-child(2)"))
	s.get(t, "/xx/search/?q=a").must(t, http.StatusNotFound)
	s.ask(t, "POST", "/it/search/?q=a", "").must(t, http.StatusMethodNotAllowed)
}

func TestTheFilterOfOffices(t *testing.T) {
	s := begin(t)
	const both, potenza, none = "potenza montelucci", "potenza", ""
	for query, want := range map[string]string{
		"need=papers":                              both,
		"need=work":                                potenza,
		"need=pap":                                 none,
		"language=bn":                              potenza,
		"language=zh":                              none,
		"city=Sant%E2%80%99Angelo+Le+Fratte":       potenza,
		"city=Roma&need=papers":                    "montelucci",
		"city=Roma&need=work":                      none,
		"door=open-door":                           potenza,
		"need=&language=&city=&unknown=x&q=":       both,
		"need=papers&language=ar&door=open-door":   potenza,
		"open=now&q=niente+di+quello+che+si+trova": none, // nobody knows their hours
	} {
		a := s.get(t, "/it/search/?"+query)
		a.must(t, 200)
		for _, id := range strings.Fields(both) {
			if strings.Contains(want, id) {
				a.must(t, 200, in("[data-offices] > [data-id="+id+"]"))
			} else {
				a.must(t, 200, no("[data-offices] > [data-id="+id+"]"))
			}
		}
		if want == none {
			a.must(t, 200, no("[data-no-office][hidden]"), in("[data-matches]", hasText("Offices: 0")))
		}
	}
	s.get(t, "/it/search/?need=papers&door=open-door").must(t, 200,
		in("option[value=papers][selected]"), in("[name=door][checked]"), no("[name=open][checked]"), in("[data-matches]", hasText("Offices: 1")))
}

// hourly is the catalogue with one office that is attended on Mondays, 08:30 to 12:00.
type hourly struct{ desks }

func (h hourly) Office(id string) (formsapi.Office, bool) {
	o, ok := h.desks.Office(id)
	if id == "potenza" {
		o.CounterHours, _ = formsapi.NewOpeningHours(rome, formsapi.Week{1: {{Opens: 8*60 + 30, Closes: 12 * 60}}}, nil)
	}
	return o, ok
}

func TestOpenNowIsToTheMinute(t *testing.T) {
	s := begin(t, func(c *web.Config) { c.Catalogue = hourly{} }) // it is 08:45 in Italy
	s.get(t, "/it/search/?open=now").must(t, 200, in("[data-id=potenza]"), no("[data-id=montelucci]"), in("[name=open][checked]"))
	s.clock.pass(3*60*60e9 + 15*60e9)
	s.get(t, "/it/search/?open=now").must(t, 200, no("[data-id=potenza]"), no("[data-no-office][hidden]"))
}

func TestOnlyOpenDataIsForEveryOrigin(t *testing.T) {
	s := begin(t)
	for _, name := range []string{"catalogue.json", "hsds/services.json", "hsds/services/x.json", "it/search.json", "it/offline.json", "sw.js"} {
		write(t, s.site, name, []byte("{}"))
	}
	for at, open := range map[string]bool{
		"/catalogue.json": true, "/hsds/services.json": true, "/hsds/services/x.json": true, "/hsds/nothing.json": true,
		"/it/": false, "/it/search.json": false, "/it/offline.json": false, "/sw.js": false, "/api/slots": false,
		"/api/appointments/AAAA": false, "/hsds": false, "/catalogue.json/": false, "/it/hsds/x.json": false,
	} {
		header := s.get(t, at, "Origin", "https://elsewhere.example").Header
		if got := header.Get("Access-Control-Allow-Origin"); (got == "*") != open || got != "" && !open {
			t.Errorf("%s allows the origin %q", at, got)
		}
		if got := header.Get("Cross-Origin-Resource-Policy"); (got == "cross-origin") != open {
			t.Errorf("%s has the resource policy %q", at, got)
		}
		if header.Get("Access-Control-Allow-Credentials") != "" {
			t.Errorf("%s allows credentials", at)
		}
	}
	var value map[string]any
	if err := json.Unmarshal([]byte(s.get(t, "/catalogue.json").body), &value); err != nil {
		t.Error(err)
	}
}

func TestAPageThatMustLeaveNoTraceIsNotKept(t *testing.T) {
	s := begin(t)
	write(t, s.site, "it/needs/danger/index.html", []byte(`<!doctype html><html lang="it" data-offline="never"><head><title>x</title></head><body><main>x</main></body></html>`))
	write(t, s.site, "it/needs/told/index.html", []byte(`<!doctype html><html lang="it"><head><title>x</title></head><body><main>data-offline="never"</main></body></html>`))
	for at, want := range map[string]string{"/it/needs/danger/": "no-store", "/it/needs/told/": "no-cache"} {
		if got := s.get(t, at).Header.Get("Cache-Control"); got != want {
			t.Errorf("%s is cached %q, want %q", at, got, want)
		}
	}
}
