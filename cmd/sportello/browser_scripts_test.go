package main

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"
	"github.com/rogpeppe/go-internal/txtar"
)

// A script is one that the site does not have yet, with sample text of it.
type script struct {
	tag, font string
	sample    []string // words, by which the interface's words are filled up
	space     string   // between words
	perLetter float64  // letters for one of the Italian's
	query     string   // a word of the service's page
}

var scripts = []script{
	{"bn", "Bengali", strings.Fields("নমুনা বাক্য দিয়ে পাতার চেহারা দেখা হয় ক্ষুদ্র শব্দ ও দীর্ঘ শব্দসমষ্টি পাশাপাশি থাকে"), " ", 1, "আইনজীবীর"},
	{"zh-hans", "Chinese", strings.Split("示例文字用来检查页面的样子这里没有别的意思", ""), "", 0.5, "律师"},
}

// scriptPages are a page of each kind, as the sample town has them.
var scriptPages = []string{"", "needs/", "needs/papers/", "offices/", "offices/hall/", "services/legal/", "news/", "news/opening/", "appointments/", "appointments/new/", "feedback/", "search/"}

// scriptTown is the sample town's folder, with every word of the interface.
func scriptTown(t *testing.T) string {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/scripts.txtar")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, f := range archive.Files {
		writeFile(t, filepath.Join(dir, f.Name), string(f.Data))
	}
	for _, s := range scripts {
		s.fillUp(t, filepath.Join(dir, "i18n", s.tag+".toml"))
	}
	return dir
}

// fillUp adds sample text for what the file does not say.
func (s script) fillUp(t *testing.T, file string) {
	t.Helper()
	italian, said := messages(t, "../../i18n/it.toml"), messages(t, file)
	for key, message := range italian {
		if _, ok := said[key]; ok {
			continue
		}
		forms, counted := message.(map[string]any)
		if !counted {
			said[key] = s.like(message.(string))
			continue
		}
		said[key] = map[string]any{"other": s.like(forms["other"].(string))}
		if s.tag == "bn" { // Chinese has one form for all numbers
			said[key].(map[string]any)["one"] = s.like(forms["one"].(string))
		}
	}
	text, err := toml.Marshal(said)
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, file, string(text))
}

func messages(t *testing.T, file string) (m map[string]any) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err == nil {
		err = toml.Unmarshal(text, &m)
	}
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// placeholder is what the program fills in: {{.Max}}.
var placeholder = regexp.MustCompile(`\{\{.*?\}\}`)

// like is sample text about as long as the Italian, with the same placeholders.
func (s script) like(italian string) string {
	var b strings.Builder
	at := 0
	for _, where := range append(placeholder.FindAllStringIndex(italian, -1), []int{len(italian), len(italian)}) {
		b.WriteString(s.words(utf8.RuneCountInString(italian[at:where[0]])))
		b.WriteString(italian[where[0]:where[1]])
		at = where[1]
	}
	return b.String()
}

func (s script) words(letters int) string {
	var b strings.Builder
	for n := letters; float64(utf8.RuneCountInString(b.String())) < s.perLetter*float64(letters); n++ {
		b.WriteString(s.sample[n%len(s.sample)] + s.space)
	}
	return b.String()
}

// Given a town that speaks Bengali and Chinese, its pages are as good as the
// Latin ones: on a narrow telephone, with large text, and found by their words.
func TestBrowserOtherScripts(t *testing.T) {
	b := browser(t)
	program := startIn(t, scriptTown(t))
	l := newLine(t, "http://"+program.Addr())
	for _, s := range scripts {
		t.Run(s.font, func(t *testing.T) {
			tab := newTab(t, b, l.URL, widths[0])
			for _, page := range scriptPages {
				path := "/" + s.tag + "/" + page
				tab.open(path)
				isInScript(tab, s, path)
				tab.accessible(path)
				for _, width := range widths {
					tab.resize(width)
					isSet(tab, s, path)
					tab.shoot(fmt.Sprintf("%s-%d-%s", s.tag, width, nameOf(page)))
				}
				tab.resize(widths[0])
				withLargeText(tab, func() { isSet(tab, s, path+" at 200 % text") })
			}
			tab.quiet()
			noticesCrampedLines(tab)
			findsInScript(tab, l, s)
		})
	}
}

// isInScript looks at what a voice and a browser's dictionary go by.
func isInScript(tab *tab, s script, path string) {
	tab.t.Helper()
	if said := evaluate[string](tab, `document.documentElement.lang + " " + document.documentElement.dir`); said != s.tag+" ltr" {
		tab.t.Errorf("%s is in %q", path, said)
	}
	if evaluate[bool](tab, `getComputedStyle(document.body).direction !== "ltr"`) {
		tab.t.Errorf("%s runs from the right", path)
	}
}

// isSet looks at how the lines stand.
func isSet(tab *tab, s script, what string) {
	tab.t.Helper()
	tab.fits(what)
	if hidden := evaluate[string](tab, cutText); hidden != "" {
		tab.t.Errorf("%s: text is cut: %s", what, hidden)
	}
	linesStand(tab, s, what)
}

// linesStand looks at whether the letters of one line touch the next.
func linesStand(tab *tab, s script, what string) {
	tab.t.Helper()
	if ink := evaluate[string](tab, crampedLines); ink != "" {
		tab.t.Errorf("%s: letters are taller than their line: %s", what, ink)
	}
	if boxes := evaluate[string](tab, overlappingText); boxes != "" {
		tab.t.Errorf("%s: on one another stand %s", what, boxes)
	}
	if s.space == "" {
		if short := evaluate[string](tab, unevenLines); short != "" {
			tab.t.Errorf("%s: a line ends long before the paragraph does: %s", what, short)
		}
	}
}

// cutText are headings, buttons and labels whose text is higher or wider than they are.
const cutText = `[...document.querySelectorAll("h1, h2, h3, .button, button, label, legend, th, td, .need, option")].filter(e =>
	e.checkVisibility() && e.clientHeight > 1 && getComputedStyle(e).display !== "inline" &&
	(e.scrollHeight > e.clientHeight + 1 || e.scrollWidth > e.clientWidth + 1)).map(e => e.outerHTML.slice(0, 80)).slice(0, 3).join(" | ")`

// crampedLines are texts whose ink, as the font really draws it, is higher than
// the line: above or below it would touch the next one.
const crampedLines = `(() => {
	const brush = document.createElement("canvas").getContext("2d"), found = new Set();
	for (const e of document.querySelectorAll("h1, h2, h3, p, li, a, label, legend, button, th, td, strong, dt, dd")) {
		if (!e.checkVisibility() || e.clientHeight <= 1 && getComputedStyle(e).display !== "inline") continue;
		const style = getComputedStyle(e), own = [...e.childNodes].filter(n => n.nodeType === 3).map(n => n.data.trim()).join(" ");
		if (!own.trim()) continue;
		brush.font = style.fontWeight + " " + style.fontSize + " " + style.fontFamily;
		const ink = brush.measureText(own);
		if (ink.actualBoundingBoxAscent + ink.actualBoundingBoxDescent > parseFloat(style.lineHeight) + 0.5) found.add(own.slice(0, 30));
	}
	return [...found].slice(0, 3).join(" | ");
})()`

// unevenLines are paragraphs in which a word that fitted was put on the next
// line: Chinese breaks between any two letters but before a full stop. Those with
// a Latin word are left out.
const unevenLines = `(() => {
	const range = document.createRange(), found = [];
	for (const p of document.querySelectorAll("main p, main li")) {
		if (!p.checkVisibility() || p.childNodes.length !== 1 || p.firstChild.nodeType !== 3 || /[a-z]{5}/i.test(p.textContent) || getComputedStyle(p).display === "flex") continue;
		range.selectNodeContents(p);
		const lines = [...range.getClientRects()], letter = parseFloat(getComputedStyle(p).fontSize);
		const room = p.clientWidth - parseFloat(getComputedStyle(p).paddingInlineStart) - parseFloat(getComputedStyle(p).paddingInlineEnd);
		if (lines.slice(0, -1).some(r => r.width < room - 3 * letter)) found.push(p.textContent.slice(0, 20));
	}
	return found.slice(0, 3).join(" | ");
})()`

// noticesCrampedLines shows that cramped lines would be seen.
func noticesCrampedLines(tab *tab) {
	tab.t.Helper()
	evaluate[bool](tab, `document.querySelector("h1").style.lineHeight = "0.7"; true`)
	if evaluate[string](tab, crampedLines) == "" {
		tab.t.Error("lines of seven tenths of their letters are not noticed: nothing is measured")
	}
}

// findsInScript looks for a word with the service, in the browser, and in the
// browser without a network.
func findsInScript(tab *tab, l *line, s script) {
	tab.t.Helper()
	search := "/" + s.tag + "/search/"
	want := "/" + s.tag + "/services/legal/"
	got := served(tab.t, l.URL+search+"?"+url.Values{"q": {s.query}}.Encode(), "[data-hits] a", "href")
	if !strings.Contains(got, want) {
		tab.t.Errorf("the service finds %q for %s, not %s", got, s.query, want)
	}
	tab.open(search)
	waitUntilSaved(tab, s.tag, offlineListOf(tab.t, l.URL, s.tag))
	for _, cut := range []bool{false, true} {
		l.cut(tab, cut)
		tab.open(search)
		typeQuery(tab, s.query)
		tab.eventually(fmt.Sprintf("the browser finds what the service does (without a network: %v)", cut), listedHits+` === "`+got+`"`)
	}
	l.cut(tab, false)
}
