package main

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
)

// deviceVoices stands in for a device: its voices, and a synthesiser that keeps
// what it is told to say. A test machine has no loudspeaker.
const deviceVoices = `(() => {
	window.spoken = [];
	const voices = VOICES;
	const speech = {
		getVoices: () => voices,
		speak: (words) => { spoken.push(words.text); speech.saying = words; },
		cancel: () => { const w = speech.saying; speech.saying = null; w?.onend?.(); },
		addEventListener: (_, later) => { speech.changed = later; },
	};
	window.ended = () => { const w = speech.saying; speech.saying = null; w.onend(); };
	Object.defineProperty(window, "speechSynthesis", { value: speech });
	window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
})()`

func withVoices(tab *tab, voices string) {
	tab.t.Helper()
	call(tab, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{
		Source: strings.Replace(deviceVoices, "VOICES", voices, 1),
	})
}

const (
	listenShown   = `document.querySelector("[data-listen]").checkVisibility()`
	listenPressed = `document.querySelector("[data-listen] button").getAttribute("aria-pressed")`
	pausePressed  = `document.querySelector("[data-listen] button + button").getAttribute("aria-pressed")`
)

func pressListen(tab *tab, selector string) {
	tab.t.Helper()
	evaluate[bool](tab, `(() => { const b = document.querySelector("`+selector+`"); b.focus(); b.click(); return document.activeElement === b })()`)
}

// A page with the Italian words is read by an Italian voice, or by none.
func TestBrowserListensToThePagesOwnWords(t *testing.T) {
	p := startIn(t, bilingual(t))
	for voices, want := range map[string]bool{`[{lang: "en-GB", localService: true}]`: false, `[{lang: "en-GB", localService: true}, {lang: "it-IT", localService: true}]`: true} {
		tab := newTab(t, browser(t), "http://"+p.Addr(), 390)
		withVoices(tab, voices)
		tab.open("/en/services/help/")
		if shown := evaluate[bool](tab, listenShown); shown != want {
			t.Errorf("with the voices %s a page in Italian can be listened to: %t", voices, shown)
		}
		if want {
			pressListen(tab, "[data-listen] button")
			if lang := evaluate[string](tab, `speechSynthesis.saying.lang`); lang != "it-IT" {
				t.Errorf("it is read in %s", lang)
			}
		}
		tab.open("/en/offices/hall/")
		if !evaluate[bool](tab, listenShown) {
			t.Error("a page in English cannot be listened to")
		}
	}
}

func TestBrowserListens(t *testing.T) {
	program := startSite(t)
	tab := newTab(t, browser(t), program, 390)
	withVoices(tab, `[{lang: "en-GB", localService: true}, {lang: "it_IT", localService: true}, {lang: "ar-SA", localService: false}]`)
	tab.open("/it/offices/potenza/")
	tab.eventually("the button is there", listenShown)

	const listen, pause = "[data-listen] button", "[data-listen] button + button"
	pressListen(tab, listen)
	if first := evaluate[string](tab, `spoken[0]`); first != tab.text("h1") {
		t.Errorf("the page begins with %q", first)
	}
	evaluate[bool](tab, `ended(), true`)
	if second := evaluate[string](tab, `spoken[1]`); second != tab.text(".lead") {
		t.Errorf("after the title comes %q", second)
	}
	tab.accessible("while it is read")

	pressListen(tab, pause)
	if evaluate[string](tab, pausePressed) != "true" || evaluate[int](tab, `spoken.length`) != 2 {
		t.Error("paused, it goes on")
	}
	pressListen(tab, pause)
	if again := evaluate[string](tab, `spoken[2]`); again != tab.text(".lead") || evaluate[string](tab, pausePressed) != "false" {
		t.Errorf("after a pause it goes on with %q", again)
	}
	evaluate[bool](tab, `(() => { for (let n = 0; n < 300 && document.querySelector("[data-listen] button").getAttribute("aria-pressed") === "true"; n++) ended(); return true })()`)
	if evaluate[string](tab, listenPressed) != "false" {
		t.Error("it does not come to an end")
	}
	if !evaluate[bool](tab, `spoken.includes("0 9 7 1 4 1 5 5 0 7")`) {
		t.Errorf("the digits of the telephone are not said one by one: %s", evaluate[string](tab, `spoken.join("|")`))
	}
	if evaluate[bool](tab, `spoken.some(s => /★|Pausa|Invia/.test(s))`) {
		t.Error("it reads the controls of the page")
	}
	if held := evaluate[bool](tab, `document.activeElement.matches("[data-listen] button")`); !held {
		t.Error("the focus is lost")
	}
	pressListen(tab, listen)
	pressListen(tab, listen)
	if n := evaluate[string](tab, listenPressed); n != "false" {
		t.Error("it cannot be stopped")
	}

	tab.open("/ar/offices/potenza/")
	if evaluate[bool](tab, listenShown) {
		t.Error("a voice that sends the page to somebody else is offered")
	}
}
