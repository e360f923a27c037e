package catalogue_test

import (
	"slices"
	"testing"

	"sportello/forms-api/catalogue"

	"github.com/google/go-cmp/cmp"
)

const (
	english = "content/offices/desk/index.en.md"
	inItaly = "content/offices/desk/index.it.md"
)

// marked is the village whose English page of the desk says where it comes from;
// table stands from line 5 on.
func marked(table string) map[string]string {
	return map[string]string{"offices/desk/index.en.md": "+++\ntitle = \"Desk\"\ndescription = \"The desk.\"\nanswered_by = \"Somebody\"\n" + table + "+++\n\nHello.\n"}
}

const goodMark = "[translation]\nof = \"3f0c9a71e2b45d88\"\non = 2026-11-20\nby = \"human\"\n"

func TestTextsOfThePages(t *testing.T) {
	snapshot, found := catalogue.Load(fsWith(village(), marked("lastmod = 2026-11-21\n"+goodMark+"reviewed_by = \"Z. H.\"\nreviewed = 2026-11-21\n")), nil, today)
	if len(found) > 0 {
		t.Fatal(found)
	}
	texts := snapshot.Texts()
	n := slices.IndexFunc(texts, func(x catalogue.Text) bool { return x.File == english })
	want := catalogue.Text{
		File: english, Page: "/offices/desk", Language: "en", Title: "Desk", Description: "The desk.", AnsweredBy: "Somebody",
		Body: []byte("\nHello.\n"), Lines: catalogue.TextLines{Title: 2, Description: 3, AnsweredBy: 4, Translation: 6, Body: 13},
		LastMod: "2026-11-21",
		Mark:    &catalogue.Mark{Of: "3f0c9a71e2b45d88", On: "2026-11-20", By: "human", ReviewedBy: "Z. H.", Reviewed: "2026-11-21"},
	}
	if diff := cmp.Diff(want, texts[n]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A page has the path that Hugo gives it, whichever of its files it stands in.
func TestPathsOfThePages(t *testing.T) {
	page := "+++\ntitle = \"x\"\ndescription = \"x\"\n+++\n"
	texts, _ := catalogue.ReadTexts(content(map[string]string{
		"_index.it.md": page, "pages/_index.zh-hans.md": page, "pages/Two Words.it.md": page, "pages/nobody.md": page,
	}), today)
	var got []string
	for _, x := range texts {
		got = append(got, x.Language+" "+x.Page)
	}
	if want := []string{"it /", "it /pages/two-words", "zh-hans /pages"}; !slices.Equal(got, want) {
		t.Errorf("the pages are %q, want %q", got, want)
	}
}

func TestMarksAreReadStrictly(t *testing.T) {
	for table, want := range map[string][]catalogue.Finding{
		goodMark:                    {},
		goodMark + "reviewed = 1\n": one(english, 9, "translation.reviewed", `"reviewed" has the wrong kind of value: write a date such as 2026-12-31, without quotes`),
		goodMark + "reviewer = \"x\"\n": one(english, 9, "translation.reviewer",
			`nothing is known by the name "reviewer": write reviewed (docs/content.md lists the keys)`),
		"[translation]\nof = \"3F0C\"\non = 2026-11-20\nby = \"me\"\n": {
			refusal(english, 6, "translation.of", "\"3F0C\" is no digest of a text, which has 16 digits from 0 to f: `sportello check --fix-hash` writes it"),
			refusal(english, 8, "translation.by", `"me" is not known here: write machine or human`),
		},
		"[translation]\n": {
			refusal(english, 5, "translation.by", `"by" is missing or empty: write it (docs/content.md says what belongs there)`),
			refusal(english, 5, "translation.of", `"of" is missing or empty: write it (docs/content.md says what belongs there)`),
			refusal(english, 5, "translation.on", `"on" is missing or empty: write it (docs/content.md says what belongs there)`),
		},
		goodMark + "reviewed_by = \"Z. H.\"\n": one(english, 5, "translation.reviewed", `"reviewed" is missing or empty: write it (docs/content.md says what belongs there)`),
		goodMark + "reviewed = 2026-11-20\n":   one(english, 5, "translation.reviewed_by", `"reviewed_by" is missing or empty: write it (docs/content.md says what belongs there)`),
		"[translation]\nof = \"3f0c9a71e2b45d88\"\non = 2031-01-01\nby = \"human\"\n": {
			warning(english, 7, "translation.on", "2031-01-01 is still to come: correct the date"),
		},
		"[[minor]]\nfrom = \"3f0c9a71e2b45d88\"\nto = \"3f0c9a71e2b45d89\"\n": one(english, 5, "minor",
			"minor edits are edits of the Italian page: move [[minor]] and what stands beneath it to the file index.it.md"),
	} {
		_, got := catalogue.Load(fsWith(village(), marked(table)), nil, today)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", table, diff)
		}
	}
}

func TestMinorEditsStandInTheItalianPage(t *testing.T) {
	const first, second = "3f0c9a71e2b45d88", "91d2000000000000"
	table := "[[minor]]\nfrom = \"" + first + "\"\nto = \"" + second + "\"\n[[minor]]\nfrom = \"" + second + "\"\nto = \"x\"\n"
	edited := edit(inItaly, "\n+++\n", "\n"+table+"+++\n")
	_, got := catalogue.Load(edited, nil, today)
	if len(got) != 1 || got[0].Key != "minor[1].to" {
		t.Fatalf("found %v", got)
	}
	texts, _ := catalogue.ReadTexts(edit(inItaly, "\n+++\n", "\n[[minor]]\nfrom = \""+first+"\"\nto = \""+second+"\"\n+++\n"), today)
	n := slices.IndexFunc(texts, func(x catalogue.Text) bool { return x.File == inItaly })
	if want := []catalogue.Minor{{From: first, To: second}}; !slices.Equal(texts[n].Minor, want) {
		t.Errorf("the minor edits are %v", texts[n].Minor)
	}
	_, got = catalogue.Load(edit(inItaly, "\n+++\n", "\n"+goodMark+"+++\n"), nil, today)
	if len(got) != 1 || got[0].Key != "translation" {
		t.Errorf("an Italian page that says it is translated: %v", got)
	}
}

func TestGlossaryIsReadStrictly(t *testing.T) {
	const file = "content/glossary.toml"
	with := func(text string) map[string]string { return map[string]string{"glossary.toml": text} }
	snapshot, found := catalogue.Load(fsWith(village(), with("# terms\n[tax-code]\nit = [\"codice fiscale\"]\nzh-hans = [\"税号\"]\n[a]\nit = [\"b\"]\n")), nil, today)
	if len(found) > 0 {
		t.Fatal(found)
	}
	want := []catalogue.Term{
		{ID: "tax-code", Line: 2, Forms: map[string][]string{"it": {"codice fiscale"}, "zh-hans": {"税号"}}},
		{ID: "a", Line: 5, Forms: map[string][]string{"it": {"b"}}},
	}
	if diff := cmp.Diff(want, snapshot.Glossary()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for text, want := range map[string][]catalogue.Finding{
		"[a]\nen = [\"b\"]\n":              one(file, 1, "a", `the term a has no Italian: write beneath it it = ["…"], every form in which the pages say it, the one to show first`),
		"[a]\nit = [\"b\", \" \"]\n":       one(file, 2, "a.it", "a form of the term is empty: write it, or take it out"),
		"[a]\nit = [\"b\"]\nenglish_ = []": {refusal(file, 3, "a.english_", `"english_" is not a language: write its tag as in addresses, such as ar or zh-hans`), refusal(file, 3, "a.english_", "a form of the term is empty: write it, or take it out")},
		"[a]\nit = \"b\"\n":                one(file, 2, "a.it", `"it" has the wrong kind of value: write a list of texts, such as ["one", "two"]`),
	} {
		_, got := catalogue.Load(fsWith(village(), with(text)), nil, today)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}
