package catalogue_test

import (
	"bytes"
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
		"`[no link](/nowhere)`":                         "",
		`![A map of the entrance](map.png)`:             "",
		`![A **map**](map.png "Title")`:                 "",
		`{{% relref "/projects/teams" %}} {{< year >}}`: "",

		`See [teams]({{% relref "/projects/team" %}}).`:   "the link to /projects/team leads to no page: correct it, or write content/projects/team/index.it.md",
		`A [dead](/services/housing) link.`:               "the link to /services/housing leads to no page: correct it, or write content/services/housing/index.it.md",
		`A [dead](../counter) link.`:                      "the link to ../counter leads to no page: correct it, or write content/offices/counter/index.it.md",
		`A [dead][d] link.` + "\n\n[d]: /services/nobody": "the link to /services/nobody leads to no page: correct it, or write content/services/nobody/index.it.md",
		`Another [language](/en/offices/desk/).`:          "the link to /en/offices/desk/ leads to no page: correct it, or write content/en/offices/desk/index.it.md",
		`A link [to nothing]().`:                          `a link leads to "", which is no address: correct it`,
		`A link [to nonsense](http://[).`:                 `a link leads to "http://[", which is no address: correct it`,
		`![](map.png)`:                                    "the image map.png has no text: say in the square brackets what it shows, ![A map of the entrance](…)",
		`![ ](map.png)`:                                   "the image map.png has no text: say in the square brackets what it shows, ![A map of the entrance](…)",
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

// Whatever an editor writes is read to its end, and what is found stands on one
// of its lines.
func FuzzPage(f *testing.F) {
	for _, text := range []string{
		"[a](/b)", "![](c)", "{{% relref \"/d\" %}}", "[a]({{<x>}})", "{{%%}}", "[a]: /b\n\n[a]", "[a](<../../../..>)", "> - ![\n](x)\n", "[x](/it/)", "[x](//)", "[x](%zz)", "\r\n[x](/y)",
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

// A page that is not translated is dead for a link from that language, and the
// line is told from the file's first.
func TestALinkToAPageThatIsNotTranslated(t *testing.T) {
	text := "+++\n# a comment\ntitle = \"Desk\"\ndescription = \"A desk.\"\n+++\n\nFirst.\n\n- one\n- [teams]({{% relref \"/projects/teams\" %}})\n"
	_, got := catalogue.Load(with("offices/desk/index.en.md", text), nil, today)
	want := one("content/offices/desk/index.en.md", 10, "", "the link to /projects/teams leads to no page: correct it, or write content/projects/teams/index.en.md")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}
