package desk_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"sportello/forms-api/desk"
)

func TestStylesAreTheSitesAndThenTheDesks(t *testing.T) {
	h := givenDesk(t)
	href := h.visitor().get("/desk/sign-in").attr("link[rel=stylesheet]", "href")
	css := h.visitor().get(href).is(http.StatusOK)
	if !strings.HasPrefix(css.body, ":root { --colour-ink: black }\n") || !strings.HasSuffix(css.body, read(t, "desk.css")) {
		t.Error("the stylesheet is not the site's rules with the desk's after them")
	}
	if got := css.header.Get("Cache-Control"); got != "public, max-age=31536000, immutable" {
		t.Errorf("Cache-Control is %q", got)
	}
	if got := css.header.Get("Content-Type"); got != "text/css; charset=utf-8" {
		t.Errorf("Content-Type is %q", got)
	}
	other := givenDesk(t, func(c *desk.Config) { c.Styles = []byte(":root { --colour-ink: navy }") })
	if other.visitor().get("/desk/sign-in").attr("link[rel=stylesheet]", "href") == href {
		t.Error("other rules have the same address")
	}
}

var (
	comment      = regexp.MustCompile(`(?s)/\*.*?\*/`)
	physical     = regexp.MustCompile(`-(?:left|right|top|bottom)\b|[\s;{(](?:min-|max-)?(?:left|right|top|bottom|width|height)\s*:|text-align:\s*(?:left|right)`)
	barecolour   = regexp.MustCompile(`#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(`)
	tokenUsed    = regexp.MustCompile(`var\((--[a-z0-9-]+)\)`)
	tokenDefined = regexp.MustCompile(`(--[a-z0-9-]+):`)
	classUsed    = regexp.MustCompile(`class="([^"]*)"`)
	classStyled  = regexp.MustCompile(`\.([a-z][a-z-]*)`)
)

func TestStylesTurnWithTheScriptAndUseTokens(t *testing.T) {
	rules := comment.ReplaceAllString(read(t, "desk.css"), "")
	tokens := read(t, "../../assets/css/tokens.css")
	withoutMedia := strings.ReplaceAll(strings.ReplaceAll(rules, "(min-width:", "("), "(max-width:", "(")
	if found := physical.FindString(withoutMedia); found != "" {
		t.Errorf("desk.css has the physical property %q", found)
	}
	if found := barecolour.FindString(rules); found != "" {
		t.Errorf("desk.css has the colour %q outside the tokens", found)
	}
	for _, used := range tokenUsed.FindAllStringSubmatch(rules, -1) {
		if !strings.Contains(tokens, used[1]+":") {
			t.Errorf("desk.css uses %s, which is no token", used[1])
		}
	}
	if found := tokenDefined.FindString(rules); found != "" {
		t.Errorf("desk.css makes a token of its own: %s", found)
	}
}

func TestEveryStyledClassIsOnAPage(t *testing.T) {
	used := map[string]bool{}
	for _, file := range glob(t, "templates/*.html", "../chart/*.svg") {
		for _, found := range classUsed.FindAllStringSubmatch(read(t, file), -1) {
			for name := range strings.FieldsSeq(found[1]) {
				used[name] = true
			}
		}
	}
	for _, state := range families["state-name-"] {
		used["state-"+state] = true
	}
	for _, state := range families["translation-state-"] {
		used["sign-"+state] = true
	}
	rules := regexp.MustCompile(`\{[^}]*\}`).ReplaceAllString(comment.ReplaceAllString(read(t, "desk.css"), ""), "{}")
	rules = regexp.MustCompile(`@media[^{]*`).ReplaceAllString(rules, "")
	for _, found := range classStyled.FindAllStringSubmatch(rules, -1) {
		if !used[found[1]] {
			t.Errorf("desk.css styles .%s, which no template has", found[1])
		}
	}
}
