package translation_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sportello/forms-api/translation"
)

const deskPage = `+++
# by hand
title       = 'Desk'   # short
description = """
Two
lines"""
lastmod = 2026-11-22
words = ["desk",
  "office"]

[translation]
of          = "3f0c9a71e2b45d88"
on          = 2026-11-22
by          = "machine"
reviewed_by = "Zahra \"Z\""
reviewed    = 2026-11-22
+++

Text.
`

// Only what is said otherwise changes; the rest of the file stays byte for byte.
func TestWordsArePutIntoAFile(t *testing.T) {
	for given, c := range map[string]struct {
		change func(w *translation.Wording)
		want   string
	}{
		"nothing":              {func(*translation.Wording) {}, deskPage},
		"a title":              {func(w *translation.Wording) { w.Title = "The desk" }, strings.Replace(deskPage, "'Desk'", `"The desk"`, 1)},
		"a description":        {func(w *translation.Wording) { w.Description = "One" }, strings.Replace(deskPage, "\"\"\"\nTwo\nlines\"\"\"", `"One"`, 1)},
		"no description":       {func(w *translation.Wording) { w.Description = "" }, strings.Replace(deskPage, "description = \"\"\"\nTwo\nlines\"\"\"\n", "", 1)},
		"a key that it lacked": {func(w *translation.Wording) { w.AnsweredBy = "Who" }, strings.Replace(deskPage, "# short\n", "# short\nanswered_by = \"Who\"\n", 1)},
		"a body":               {func(w *translation.Wording) { w.Body = "+++\nx = 1\n" }, strings.Replace(deskPage, "\nText.\n", "+++\nx = 1\n", 1)},
	} {
		w, err := translation.WordingOf([]byte(deskPage))
		if err != nil {
			t.Fatal(err)
		}
		c.change(&w)
		got, err := translation.Rewrite([]byte(deskPage), w)
		if diff := cmp.Diff(c.want, string(got)); err != nil || diff != "" {
			t.Errorf("%s: %v (-want +got):\n%s", given, err, diff)
		}
	}
}

// Keys that go and keys that come may stand at the same place.
func TestKeysComeAndGoInOneEdit(t *testing.T) {
	for _, c := range []struct {
		front string
		said  translation.Wording
		want  string
	}{
		{"title = 'Desk'\ndescription = 'Old'\n", translation.Wording{Title: "Desk", AnsweredBy: "Who"}, "title = 'Desk'\nanswered_by = \"Who\"\n"},
		{"title = 'Desk'\nanswered_by = 'Old'\nlayout = 'x'\n", translation.Wording{Title: "Desk", Description: "New"}, "title = 'Desk'\ndescription = \"New\"\nlayout = 'x'\n"},
		{"title = 'Desk'\ndescription = 'Old'\n", translation.Wording{AnsweredBy: "Who"}, "answered_by = \"Who\"\n"},
		{"description = 'Old'\nlayout = 'x'\n", translation.Wording{Title: "New", AnsweredBy: "Who"}, "title = \"New\"\nanswered_by = \"Who\"\nlayout = 'x'\n"},
		{"title = 'Desk'\n", translation.Wording{Title: "Hall", Description: "D", AnsweredBy: "Who"}, "title = \"Hall\"\ndescription = \"D\"\nanswered_by = \"Who\"\n"},
	} {
		got, err := translation.Rewrite([]byte("+++\n"+c.front+"+++\n"), c.said)
		if diff := cmp.Diff("+++\n"+c.want+"+++\n", string(got)); err != nil || diff != "" {
			t.Errorf("%q: %v (-want +got):\n%s", c.front, err, diff)
		}
	}
}

// Whatever is typed into a title stays within it.
func TestNoTitleGetsOutOfItsQuotes(t *testing.T) {
	for _, title := range []string{
		`"`, `""`, `"""`, `'''`, `\`, `\"`, "a\nb = 1", "\r\n+++\r\n", `x"` + "\n[translation]\nby = \"human\"", `\u0022`, "\x00\x1b\x7f", "مكتب \u200f{{< x >}}", "']\n[[minor]]\n",
	} {
		w, err := translation.WordingOf([]byte(deskPage))
		if err != nil {
			t.Fatal(err)
		}
		w.Title, w.Description, w.AnsweredBy = title, title, title
		file, err := translation.Rewrite([]byte(deskPage), w)
		if err != nil {
			t.Fatal(err)
		}
		read, err := translation.WordingOf(file)
		if diff := cmp.Diff(w, read); err != nil || diff != "" {
			t.Errorf("%q is read otherwise: %v\n%s", title, err, diff)
		}
		if of, by, err := translation.MadeFrom(file); of != first || by != translation.Machine || err != nil {
			t.Errorf("%q changes what the page says of itself: %q, %q, %v", title, of, by, err)
		}
	}
}

func TestTextComesBehindAFrontMatterWithoutALineEnd(t *testing.T) {
	got, err := translation.Rewrite([]byte("+++\ntitle = 'x'\n+++"), translation.Wording{Title: "x", Body: "Text\n"})
	if want := "+++\ntitle = 'x'\n+++\nText\n"; err != nil || string(got) != want {
		t.Errorf("the file is %q, %v", got, err)
	}
}

func TestAReviewIsWrittenAndTakenOut(t *testing.T) {
	reviewed, err := translation.Review([]byte(deskPage), "Ali\n", "2026-12-01")
	want := strings.NewReplacer(`"Zahra \"Z\""`, `"Ali\u000A"`, "reviewed    = 2026-11-22", "reviewed    = 2026-12-01").Replace(deskPage)
	if diff := cmp.Diff(want, string(reviewed)); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	without, err := translation.Unreview([]byte(deskPage))
	want = strings.Replace(deskPage, "reviewed_by = \"Zahra \\\"Z\\\"\"\nreviewed    = 2026-11-22\n", "", 1)
	if diff := cmp.Diff(want, string(without)); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	if again, err := translation.Unreview(without); err != nil || string(again) != string(without) {
		t.Errorf("%v: %s", err, again)
	}
	if got, err := translation.Review([]byte("+++\ntranslation = { of = 'x' }\n+++\n"), "Ali", "2026-12-01"); !errors.Is(err, translation.ErrForm) {
		t.Errorf("a table on one line is reviewed: %q, %v", got, err)
	}
}

// A page that is begun has the Italian front matter without what is only its own.
func TestAPageBeginsWithTheItalianKeys(t *testing.T) {
	const italian = "+++\ntitle = \"Sportello\"\nlayout = \"form\" # how it looks\nwords = [\"uno\",\n  \"due\"]\nlastmod = 2026-11-22\n\n" +
		"[[minor]]\nfrom = \"1\"\nto = \"2\"\n\n[params]\nx = 1\n\n[[minor]]\nfrom = \"2\"\nto = \"3\"\n+++\n\nTesto.\n"
	const want = "+++\ntitle = \"Sportello\"\nlayout = \"form\" # how it looks\nlastmod = 2026-11-22\n\n[params]\nx = 1\n\n+++\n\nTesto.\n"
	got, err := translation.Begin([]byte(italian))
	if diff := cmp.Diff(want, string(got)); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}
