package chart_test

import (
	"encoding/xml"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"sportello/forms-api/chart"
)

var months = chart.Chart{
	ID: "months", Title: "Contatti <per mese>", Desc: "Da gennaio a marzo.",
	Points: []chart.Point{
		{Label: "gennaio", Short: "gen", Value: 10, Shown: "10", Known: true},
		{Label: "febbraio", Short: "feb", Value: 20, Shown: "20", Known: true},
		{Label: "marzo", Short: "mar", Value: 3, Shown: "<5"},
		{Label: "aprile", Short: "apr", Value: 5, Shown: "5", Known: true},
	},
}

// Each drawing is well formed, names itself and says what it shows, and has no
// script, no colour of its own and nothing from elsewhere.
func TestADrawingSaysWhatItShows(t *testing.T) {
	for name, draw := range drawings {
		svg := drawn(t, draw, months)
		doc := parsed(t, svg)
		if role := attributes(doc, "svg", "role"); role[0] != "img" {
			t.Errorf("%s: its role is %q", name, role)
		}
		var said []string
		for id := range strings.FieldsSeq(attributes(doc, "svg", "aria-labelledby")[0]) {
			said = append(said, texts(doc, "#"+id)...)
		}
		if diff := cmp.Diff([]string{months.Title, months.Desc}, said); diff != "" {
			t.Errorf("%s says (-want +got):\n%s", name, diff)
		}
		for _, never := range []string{"<script", "href", "style=", "url(", "#0", "rgb"} {
			if strings.Contains(svg, never) {
				t.Errorf("%s has %q: %s", name, never, svg)
			}
		}
		wellFormed(t, name, svg)
	}
}

var drawings = map[string]func(chart.Chart) (string, error){
	"bars": func(c chart.Chart) (string, error) { svg, err := chart.Bars(c); return string(svg), err },
	"line": func(c chart.Chart) (string, error) { svg, err := chart.Line(c); return string(svg), err },
}

// Given numbers, the bars are as long as they are large; of what is not told there is
// no bar, whatever it is.
func TestBarsAreAsLongAsTheirNumbers(t *testing.T) {
	doc := parsed(t, drawn(t, drawings["bars"], months))
	if diff := cmp.Diff([]string{"50.00%", "100.00%", "25.00%"}, attributes(doc, ".chart-bar", "width")); diff != "" {
		t.Errorf("widths (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"10", "20", "<5", "5"}, texts(doc, ".chart-value")); diff != "" {
		t.Errorf("numbers (-want +got):\n%s", diff)
	}
}

// Given the best mark there is, a drawing has room for it whatever was given.
func TestADrawingHasRoomForTheMostThereIs(t *testing.T) {
	marks := months
	marks.Most = 40
	doc := parsed(t, drawn(t, drawings["bars"], marks))
	if diff := cmp.Diff([]string{"25.00%", "50.00%", "12.50%"}, attributes(doc, ".chart-bar", "width")); diff != "" {
		t.Errorf("widths (-want +got):\n%s", diff)
	}
}

// A long label does not run into its number, nor out of the page: it has a room of its
// own, which the page ends in an ellipsis, and a title that has it whole.
func TestALongLabelIsCutOffBeforeItsNumber(t *testing.T) {
	long := strings.Repeat("sportello ", 20) + `"Amici" <Potenza>`
	doc := parsed(t, drawn(t, drawings["bars"], chart.Chart{ID: "x", Points: []chart.Point{{Label: long, Shown: "7", Known: true}}}))
	if got := attributes(doc, ":haschild(.chart-name)", "width"); !slices.Equal(got, []string{"85%"}) {
		t.Errorf("its room is %q wide", got)
	}
	if got := attributes(doc, ".chart-name", "title"); !slices.Equal(got, []string{long}) || !slices.Equal(texts(doc, ".chart-name"), got) {
		t.Errorf("its title is %q", got)
	}
}

// Given a number that is not told, the line stops before it and begins anew after.
func TestALineHasAGapWhereNothingIsTold(t *testing.T) {
	doc := parsed(t, drawn(t, drawings["line"], months))
	if n := len(texts(doc, ".chart-line")); n != 1 {
		t.Errorf("%d strokes, want one from January to February", n)
	}
	if diff := cmp.Diff([]string{"107", "24", "149"}, attributes(doc, ".chart-mark", "cy")); diff != "" {
		t.Errorf("ten, twenty and five are at the heights (-want +got):\n%s", diff)
	}
}

// A year has more labels than a telephone has room for: every second is written.
func TestAYearOfLabelsFits(t *testing.T) {
	year := chart.Chart{ID: "year", Title: "x", Desc: "x"}
	for range 12 {
		year.Points = append(year.Points, chart.Point{Label: "m", Value: 1, Shown: "1", Known: true})
	}
	if n := len(texts(parsed(t, drawn(t, drawings["line"], year)), ".chart-label")); n != 6 {
		t.Errorf("%d labels are written, want 6", n)
	}
}

// Nothing at all, and only zeros, can be drawn.
func TestNothingCanBeDrawn(t *testing.T) {
	for name, draw := range drawings {
		for _, c := range []chart.Chart{{ID: "x"}, {ID: "x", Points: []chart.Point{{Label: "a", Shown: "0", Known: true}}}} {
			if svg := drawn(t, draw, c); strings.Contains(svg, "NaN") || strings.Contains(svg, "Inf") {
				t.Errorf("%s: %s", name, svg)
			}
		}
	}
}

func drawn(t *testing.T, draw func(chart.Chart) (string, error), c chart.Chart) string {
	t.Helper()
	svg, err := draw(c)
	if err != nil {
		t.Fatal(err)
	}
	return svg
}

func parsed(t *testing.T, svg string) *html.Node {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(svg))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func attributes(doc *html.Node, selector, name string) (all []string) {
	for _, n := range cascadia.QueryAll(doc, cascadia.MustCompile(selector)) {
		for _, a := range n.Attr {
			if a.Key == name {
				all = append(all, a.Val)
			}
		}
	}
	return all
}

func texts(doc *html.Node, selector string) (all []string) {
	for _, n := range cascadia.QueryAll(doc, cascadia.MustCompile(selector)) {
		text := ""
		for d := range n.Descendants() {
			if d.Type == html.TextNode {
				text += d.Data
			}
		}
		all = append(all, text)
	}
	return all
}

func wellFormed(t *testing.T, name, svg string) {
	t.Helper()
	for d := xml.NewDecoder(strings.NewReader(svg)); ; {
		if _, err := d.Token(); err == io.EOF {
			return
		} else if err != nil {
			t.Fatalf("%s: %v\n%s", name, err, svg)
		}
	}
}
