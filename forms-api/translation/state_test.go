package translation_test

import (
	"slices"
	"testing"

	formsapi "sportello/forms-api"
	"sportello/forms-api/translation"
)

func TestStatesOfAPage(t *testing.T) {
	italian := translation.Page{Digest: "c", Minor: []translation.Minor{{From: "b", To: "c"}, {From: "a", To: "b"}, {From: "c", To: "a"}, {From: "x", To: "y"}}}
	mark := func(of string) *translation.Mark {
		return &translation.Mark{Of: of, On: "2026-11-22", By: translation.Machine}
	}
	reviewed := func(on formsapi.Date) *translation.Mark {
		return &translation.Mark{Of: "c", On: on, By: translation.Human, ReviewedBy: "Z. H.", Reviewed: "2026-11-22"}
	}
	for name, c := range map[string]struct {
		page translation.Page
		mark *translation.Mark
		want translation.State
	}{
		"no Italian page":               {translation.Page{}, mark("c"), translation.Orphan},
		"no mark":                       {italian, nil, translation.Unmarked},
		"made from today's text":        {italian, mark("c"), translation.Unreviewed},
		"made before a minor edit":      {italian, mark("b"), translation.Unreviewed},
		"made before two of them":       {italian, mark("a"), translation.Unreviewed},
		"made before a real edit":       {italian, mark("x"), translation.Behind},
		"made from an unknown text":     {italian, mark("z"), translation.Behind},
		"reviewed":                      {italian, reviewed("2026-11-22"), translation.Current},
		"reviewed before it was mended": {italian, reviewed("2026-11-23"), translation.Unreviewed},
	} {
		if got := c.page.StateOf(c.mark); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// A real edit after a minor one: the pairs name both ends, and none leads on.
func TestALaterEditIsNotMinor(t *testing.T) {
	p := translation.Page{Digest: "d", Minor: []translation.Minor{{From: "a", To: "b"}, {From: "b", To: "c"}}}
	if p.Leads("a") || p.Leads("c") || !p.Leads("d") {
		t.Error("what is minor is not told from what is not")
	}
	if got := p.Ends([]string{"a", "b"}); !slices.Equal(got, []string{"c"}) {
		t.Errorf("the minor edits of a end at %q", got)
	}
	if got := p.Ends([]string{"b", "z"}); !slices.Equal(got, []string{"c", "z"}) {
		t.Errorf("those of b and z end at %q", got)
	}
}
