package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"sportello/cmd/sportello/internal/site"
)

// Given all the languages, every page leads to itself in each of them, by a list
// that is folded, opens by keyboard, has each language's own script, and needs no script.
func TestBrowserEveryPageLeadsToItselfInEveryLanguage(t *testing.T) {
	p := startProgram(t)
	tab := newTab(t, browser(t), "http://"+p.Addr(), widths[0])
	tab.withoutScripts()
	tab.open("/it/offices/potenza/")
	if evaluate[bool](tab, `document.querySelector("nav.languages").checkVisibility()`) {
		t.Error("the list takes the first screen of a telephone")
	}
	evaluate[bool](tab, `document.querySelector(".language-choice summary").focus(); true`)
	tab.do(chromedp.KeyEvent(kb.Enter))
	tab.eventually("the list opens", `document.querySelector("nav.languages").checkVisibility()`)
	tab.fits("the open list")
	tab.accessible("the open list")
	tab.shoot("languages-open")
	if tags := strings.Fields(evaluate[string](tab, `[...document.querySelectorAll(".languages a")].map(a => a.lang).join(" ")`)); !slices.Equal(tags, allLanguages) {
		t.Errorf("the list has %v", tags)
	}
	for _, tag := range []string{"ar", "zh-hans", "si"} {
		tab.press(".languages a[lang=" + tag + "]")
		if at := tab.path(); at != "/"+tag+"/offices/potenza/" {
			t.Errorf("%s leads to %s", tag, at)
		}
		evaluate[bool](tab, `document.querySelector(".language-choice").open = true`)
	}
	languages, err := site.Languages("../..")
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range languages {
		if dir := served(t, "http://"+p.Addr()+"/"+l.Tag+"/", "html", "dir"); dir != l.Direction {
			t.Errorf("%s runs %s", l.Tag, dir)
		}
	}
}

// listedFirst are the first languages of the choice.
const listedFirst = `[...document.querySelectorAll(".choice-list a")].slice(0, 3).map(a => a.lang).join(" ")`

// Given a browser that speaks Pashto and Tigrinya, the choice begins with them; the
// language that was chosen on this telephone comes before, marked. Nobody is sent on.
func TestBrowserTheChoiceRemembersOnThisTelephoneOnly(t *testing.T) {
	p := startProgram(t)
	tab := newTab(t, browser(t), "http://"+p.Addr(), widths[0])
	call(tab, emulation.SetUserAgentOverride, emulation.SetUserAgentOverrideParams{UserAgent: "a telephone", AcceptLanguage: "ps-AF,ti,it"})
	tab.open("/")
	tab.fits("the choice")
	tab.accessible("the choice")
	tab.shoot("choice")
	if first := evaluate[string](tab, listedFirst); first != "ps ti it" || tab.path() != "/" {
		t.Errorf("at %s the first languages are %s", tab.path(), first)
	}
	tab.press(".choice-list a[lang=bn]")
	tab.open("/")
	if first := evaluate[string](tab, listedFirst); first != "bn ps ti" {
		t.Errorf("once Bengali was chosen, the first languages are %s", first)
	}
	if marked := evaluate[string](tab, `[...document.querySelectorAll(".choice-list [aria-current]")].map(a => a.lang).join(" ")`); marked != "bn" {
		t.Errorf("marked is %q", marked)
	}
	tab.open("/bn/offices/potenza/")
	evaluate[bool](tab, `document.querySelector(".language-choice").open = true`)
	tab.press(".languages a[lang=ur]")
	tab.open("/")
	if first := evaluate[string](tab, listedFirst); first != "ur ps ti" {
		t.Errorf("once Urdu was chosen on a page, the first languages are %s", first)
	}
	if names := tab.cookies(); len(names) > 0 {
		t.Errorf("it is remembered in cookies: %v", names)
	}
	tab.quiet()
}

// Given a server that only hands out files, the script alone puts them first.
func TestBrowserTheChoiceOnAPlainServer(t *testing.T) {
	p := startProgram(t)
	tab := newTab(t, browser(t), "http://"+p.Addr(), widths[1])
	call(tab, emulation.SetUserAgentOverride, emulation.SetUserAgentOverrideParams{UserAgent: "a desk", AcceptLanguage: "fil"})
	tab.open("/")
	before := evaluate[string](tab, listedFirst)
	// As a plain server has the page: in the order of the site, before any script.
	evaluate[bool](tab, fmt.Sprintf(`(() => {
		const list = document.querySelector(".choice-list");
		for (const tag of %q.split(" ")) list.append(list.querySelector("a[lang='" + tag + "']").parentElement);
		const again = document.createElement("script");
		again.src = document.querySelector("script[src]").src;
		document.head.append(again);
		return true;
	})()`, strings.Join(allLanguages, " ")))
	tab.eventually("the script puts Filipino first", listedFirst+` === "fil it en"`)
	if before != "fil it en" {
		t.Errorf("the service has put first %s", before)
	}
}
