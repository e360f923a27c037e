package main

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/language"
)

// Whoever adds a language adds fifty pages. What can be told from the page alone
// (valid HTML, its weight, links, what machines are told) is looked at on every
// page of every language, from what the service sends. A browser takes a second for
// what only it can tell: it opens every page of the languages in depth, and a page
// of each kind in all the others, and looks deeply at those of one language for
// each script. They share the layouts, and differ by their letters
// (docs/measurements.md).
var (
	languagesInDepth   = []string{"it", "ar"} // the source, and right to left
	languagesOfScripts = []string{"it", "ar", "uk", "zh-hans", "bn", "pa", "ti", "si"}
	kindsOfPages       = []string{
		"", "needs/", "needs/papers/", "services/", "services/legal-advice/", "offices/", "offices/roma-sportello-unico/",
		"news/", "news/impact-desk/", "projects/impact/", "pages/faq/", "appointments/", "appointments/new/", "search/",
	}
)

// opened tells whether a browser opens a page; the choice of language is.
func opened(path string) bool {
	language, page := parted(path)
	return language == "" || slices.Contains(languagesInDepth, language) || slices.Contains(kindsOfPages, page)
}

// sampled tells whether a page that is opened is looked at in depth too.
func sampled(path string) bool {
	language, _ := parted(path)
	return opened(path) && (language == "" || slices.Contains(languagesOfScripts, language))
}

// opensRating tells whether the questions that follow on a rating are looked at too: they
// are the same on every page.
func opensRating(path string) bool {
	language, page := parted(path)
	return slices.Contains(languagesInDepth, language) && slices.Contains(kindsOfPages, page)
}

func parted(path string) (language, page string) {
	language, page, _ = strings.Cut(strings.TrimPrefix(path, "/"), "/")
	return language, page
}

// scriptOfPage says of a page's language whether it has spaces between words.
func scriptOfPage(path string) script {
	language, _ := parted(path)
	if language == "zh-hans" {
		return script{tag: language}
	}
	return script{tag: language, space: " "}
}

// The sample is of pages that are there, in every language and of every script.
func TestTheSampleIsThere(t *testing.T) {
	paths := sitemap(t, startSite(t))
	scripts := map[language.Script]bool{}
	for _, tag := range languagesOfScripts {
		scripts[scriptOf(tag)] = true
	}
	for _, tag := range languagesHere(t) {
		for _, page := range kindsOfPages {
			if path := "/" + tag + "/" + page; !slices.Contains(paths, path) || !opened(path) {
				t.Errorf("%s is no page of the sitemap", path)
			}
		}
		if !scripts[scriptOf(tag)] {
			t.Errorf("the script of %s is not looked at", tag)
		}
	}
	for path, want := range map[string][3]bool{ // opened, sampled, rated
		"/": {true, true, false}, "/ar/services/reception/": {true, true, false}, "/ar/offices/": {true, true, true},
		"/en/services/reception/": {false, false, false}, "/en/offices/": {true, false, false}, "/si/offices/": {true, true, false},
	} {
		if got := [3]bool{opened(path), sampled(path), opensRating(path)}; got != want {
			t.Errorf("%s is opened, looked at in depth, rated: %v, want %v", path, got, want)
		}
	}
}
