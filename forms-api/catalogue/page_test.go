package catalogue_test

import (
	"bytes"
	"strconv"
	"strings"
	"testing"

	"sportello/forms-api/catalogue"

	"github.com/google/go-cmp/cmp"
)

// Each case is one line of the Italian page of the desk; it stands on line 5.
func TestLinksAndImages(t *testing.T) {
	const missing = "content/offices/desk/index.it.md"
	for line, want := range map[string]string{
		`See [teams]({{% relref "/projects/teams" %}}) and [advice]({{< ref "/services/legal-advice/" >}}).`: "",
		`[A section](/services), [its page](/services/orientation/), [home](/).`:                             "",
		`[With the language](/it/projects/teams/), [with a place](/projects/teams#later).`:                   "",
		`[Beside](../desk), [above](../../projects/teams), [its file](form.pdf).`:                            "",
		`[A file's name](/projects/teams/index.it.md), [without](/projects/teams/index.md).`:                 "",
		`[Elsewhere](https://example.org/x), [mail](mailto:a@example.org), [call](tel:112), [here](#top).`:   "",
		`[By name][t] and <https://example.org>.` + "\n\n[t]: /projects/teams":                               "",
		"`[no link](/nowhere)`":                          "",
		`![A map of the entrance](map.png)`:              "",
		`![A **map**](map.png "Title")`:                  "",
		`{{% relref "/projects/teams" %}} {{< year >}}`:  "",
		"A note <!-- of an editor -->, `<b>` and 3 < 4.": "",
		"```\n<div>\n```":                                "",
		`One \<b>, <https://example.org>, <a@b.it>.`:     "",

		`See [teams]({{% relref "/projects/team" %}}).`:                                        "the link to /projects/team leads to no page: correct it, or write content/projects/team/index.it.md",
		`A [dead](/services/housing) link.`:                                                    "the link to /services/housing leads to no page: correct it, or write content/services/housing/index.it.md",
		`A [dead](../counter) link.`:                                                           "the link to ../counter leads to no page: correct it, or write content/offices/counter/index.it.md",
		`A [dead][d] link.` + "\n\n[d]: /services/nobody":                                      "the link to /services/nobody leads to no page: correct it, or write content/services/nobody/index.it.md",
		`Another [language](/en/offices/desk/).`:                                               "the link to /en/offices/desk/ leads to no page: correct it, or write content/en/offices/desk/index.it.md",
		`A [file](/forms/delega.pdf), a [feed](/it/news/index.xml), a [place](geo:40.6,15.8).`: "",
		`[Call](tel:+39-0971-415507), <mailto:a@b.it>, ![A map](/images/map.png).`:             "",
		`A [script](javascript:alert(1)).`:                                                     unsafe("javascript:alert(1)"),
		`A [script](JavaScript:alert(1)).`:                                                     unsafe("JavaScript:alert(1)"),
		`A [script](&#106;avascript:alert(1)).`:                                                unsafe("&#106;avascript:alert(1)"),
		`A [script](javascript&colon;alert(1)).`:                                               unsafe("javascript&colon;alert(1)"),
		`A script <javascript:alert(1)>.`:                                                      unsafe("javascript:alert(1)"),
		`A [document](data:text/html,hello).`:                                                  unsafe("data:text/html,hello"),
		`A [macro](vbscript:x).`:                                                               unsafe("vbscript:x"),
		`A [file](ftp://example.org/x).`:                                                       unsafe("ftp://example.org/x"),
		`A [site](//example.org/x).`:                                                           "the link to //example.org/x does not say how to get there: write https://example.org/x",
		`A [number](tel:call-me).`:                                                             "the link to tel:call-me calls nobody: write a number with its prefix, such as tel:+390971415507",
		`![A map](plan.png)`:                                                                   "the image plan.png is not there: put it into the folder content/offices/desk, or correct its name",
		`![A map](https://example.org/map.png)`:                                                "the image https://example.org/map.png is on another site, which would learn who reads this page: put a copy beside this file, and write its name alone",
		`![A map](data:image/png;base64,AAAA)`:                                                 "the image data:image/png;base64,AAAA is on another site, which would learn who reads this page: put a copy beside this file, and write its name alone",
		`A link [to nothing]().`:                                                               `a link leads to "", which is no address: correct it`,
		`A link [to nonsense](http://[).`:                                                      `a link leads to "http://[", which is no address: correct it`,
		`![](map.png)`:                                                                         "the image map.png has no text: say in the square brackets what it shows, ![A map of the entrance](…)",
		`![ ](map.png)`:                                                                        "the image map.png has no text: say in the square brackets what it shows, ![A map of the entrance](…)",
	} {
		content := fsWith(village(), map[string]string{
			"offices/desk/index.it.md": words("Sportello") + line + "\n",
			"offices/desk/form.pdf":    "",
			"offices/desk/map.png":     "",
		})
		var expected []catalogue.Finding
		if want != "" {
			expected = one(missing, 5, "", want)
		}
		_, got := catalogue.Load(content, nil, today)
		if diff := cmp.Diff(expected, append([]catalogue.Finding(nil), got...)); diff != "" {
			t.Errorf("%s\nfindings (-want +got):\n%s", line, diff)
		}
	}
}

// unsafe is what is said of a link that no page may have.
func unsafe(address string) string {
	return "the link to " + address + " is not safe or opens nowhere: write one that begins with https:, mailto: or tel:, or the path of a page"
}

// HTML is told where it stands: Hugo would leave it out, and say neither.
func TestHTMLIsRefused(t *testing.T) {
	const file = "content/offices/desk/index.it.md"
	refused := func(line int, tag string) catalogue.Finding {
		return refusal(file, line, "", tag+` is HTML, which no page shows: write it in Markdown, such as **bold** or [a link](/pages/privacy), or \< if the sign itself is meant`)
	}
	for body, want := range map[string][]catalogue.Finding{
		"Words.\n\nMore <b class=\"x\">bold</b> words.\n":          {refused(7, `<b class="x">`), refused(7, "</b>")},
		"Words.\n\n- one\n\n<div\n id=x>\n<p>Words.</p>\n</div>\n": {refused(9, "<div")},
		"<script>alert(1)</script>\n":                              {refused(5, "<script>")},
		"> Said <br>\n> twice.\n":                                  {refused(5, "<br>")},
	} {
		_, got := catalogue.Load(with("offices/desk/index.it.md", words("Sportello")+body), nil, today)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s\nfindings (-want +got):\n%s", body, diff)
		}
	}
}

// Given a service's page in any language, its sections are there and in order.
func TestSectionsOfAService(t *testing.T) {
	const order = "every service's page has its sections in the order {#who}, {#how}, {#needed}, {#result}, {#times}, {#conditions}, {#documents}"
	const lacks = ": write for each a heading such as ## A chi è rivolto {#who}, and what belongs beneath it"
	for body, want := range map[string][]string{
		sections: nil,
		sections + "\n## Tempi {#times}\n\n## Di più\n\n### Chi {#who}\n\n## Condizioni {#conditions}\n": nil,
		"":       {"4: the page lacks {#who}, {#how}, {#needed}, {#result}" + lacks},
		"Parole": {"4: the page lacks {#who}, {#how}, {#needed}, {#result}" + lacks},
		strings.Replace(sections, "## A chi {#who}", "## A chi", 1):       {"4: the page lacks {#who}" + lacks},
		strings.Replace(sections, "## Come {#how}", "### Come {#how}", 1): {"4: the page lacks {#how}" + lacks},
		"## Condizioni {#conditions}\n\n" + sections: {
			"7: the section {#who} comes after {#conditions}: " + order,
			"9: the section {#how} comes after {#conditions}: " + order,
			"11: the section {#needed} comes after {#conditions}: " + order,
			"13: the section {#result} comes after {#conditions}: " + order,
		},
		"## C {#needed}\n\nParole.\n\n## B {#how}\n## A {#who}\n## D {#result}\n": {
			"9: the section {#how} comes after {#needed}: " + order,
			"10: the section {#who} comes after {#needed}: " + order,
		},
	} {
		for _, file := range []string{"services/orientation/index.it.md", "services/orientation/index.ar.md"} {
			_, found := catalogue.Load(with(file, words("Orientamento")+body), nil, today)
			var got []string
			for _, f := range found {
				if f.File != "content/"+file || f.Severity != catalogue.Error {
					t.Errorf("%v", f)
				}
				got = append(got, strconv.Itoa(f.Line)+": "+f.Sentence)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s with %q: findings (-want +got):\n%s", file, body, diff)
			}
		}
	}
}

// Whatever an editor writes is read to its end, and what is found stands on one
// of its lines.
func FuzzPage(f *testing.F) {
	for _, text := range []string{
		"[a](/b)", "![](c)", "{{% relref \"/d\" %}}", "[a]({{<x>}})", "{{%%}}", "<b>", "<div>\n", "> <!x", "## a {#who}\n", "[a]: /b\n\n[a]", "[a](<../../../..>)", "> - ![\n](x)\n", "[x](/it/)", "[x](//)", "[x](%zz)", "\r\n[x](/y)",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		page := append([]byte(words("Sportello")), body...)
		_, found := catalogue.Load(with("offices/desk/index.it.md", string(page)), nil, today)
		for _, x := range found {
			if lines := bytes.Count(page, []byte("\n")) + 1; x.Sentence == "" || x.Line < 5 || x.Line > lines {
				t.Fatalf("%+v of %d lines", x, lines)
			}
		}
	})
}

// A page that is not translated is built with the Italian words: a link leads there.
// What is there in no language is dead, and the line is told from the file's first.
func TestALinkToAPageThatIsNotTranslated(t *testing.T) {
	text := "+++\n# a comment\ntitle = \"Desk\"\ndescription = \"A desk.\"\n+++\n\nFirst.\n\n- one\n- [teams]({{% relref \"/projects/teams\" %}})\n- [nobody]({{% relref \"/projects/nobody\" %}})\n"
	_, got := catalogue.Load(with("offices/desk/index.en.md", text), nil, today)
	want := one("content/offices/desk/index.en.md", 11, "", "the link to /projects/nobody leads to no page: correct it, or write content/projects/nobody/index.en.md")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}
