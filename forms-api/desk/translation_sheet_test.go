package desk_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	formsapi "sportello/forms-api"
)

const potenzaArabic = "/desk/translations/ar/offices/potenza"

// typed is what a browser sends of the page.
func typed(do string) []string {
	return []string{
		"digest", "one", "source", "italian", "title", "عنوان", "description", "وصف", "block", "نص\r\nآخر", "block", "- بند <b>", "do", do,
	}
}

// Both sides say in which language they are, and which way it runs.
func TestAPageStandsBesideTheItalianOne(t *testing.T) {
	h := givenDesk(t)
	h.pages.digest, h.pages.review = "one", "2026-03-01"
	p := h.signedIn(h.givenStaff("Zahra", mediator)).get(potenzaArabic).is(http.StatusOK)
	p.has(".beside", 4).has(`.beside [lang=it][dir=ltr]`, 4).has(`.beside textarea[lang=ar][dir=rtl]`, 4).has("textarea[name=block]", 2)
	p.says("h1", "Arabic: Sportello <b>").says(".summary", "current and reviewed").says(".summary", "Reviewed by Zahra, Sunday, 1 March 2026").has("main b, main script", 0)
	p.has("textarea[name=answered_by]", 0).says("#source-block-0", "Testo.").says("label[for=block-1]", "not there yet")
	if got := p.attr("input[name=digest]", "value") + p.attr("input[name=source]", "value"); got != "oneitalian" {
		t.Errorf("the form remembers %q", got)
	}
	for _, n := range p.all("textarea") {
		if !strings.Contains(p.body, `<label for="`+attrOf(n, "id")+`"`) {
			t.Errorf("%s has no label", attrOf(n, "id"))
		}
	}
	p.has("form.sheet button[name=do]", 2).has(".errors", 0)
}

func TestWhatIsTypedIsSavedAndAccountedFor(t *testing.T) {
	h := givenDesk(t)
	h.pages.digest = "one"
	zahra := h.givenStaff("Zahra", mediator)
	v := h.signedIn(zahra)
	v.follow(v.post(potenzaArabic, typed("save")...).leadsTo(potenzaArabic)).says(".notice", "Saved")
	v.post(potenzaArabic, append(typed("review"), "override", "true")...).leadsTo(potenzaArabic)
	want := formsapi.TranslationEdit{
		Page: "/offices/potenza", Language: "ar", Digest: "one", Source: "italian",
		Words: formsapi.TranslationWords{Title: "عنوان", Description: "وصف", Blocks: []string{"نص\r\nآخر", "- بند <b>"}},
	}
	reviewed := want
	reviewed.ReviewedBy, reviewed.Override = "Zahra", true
	if diff := cmp.Diff([]formsapi.TranslationEdit{want, reviewed}, h.pages.edits); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	h.pages.outcome.Fate = formsapi.TranslationUnchanged
	v.follow(v.post(potenzaArabic, typed("save")...)).says(".notice", "There was nothing to save")
	var details []string
	entries, err := h.store.AuditEntries(t.Context(), 0, 500)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if entry.Action == formsapi.ActionTranslate && entry.By == zahra.ID.String() {
			details = append(details, entry.Detail)
		}
	}
	if diff := cmp.Diff([]string{"ar /offices/potenza", "ar /offices/potenza reviewed"}, details); diff != "" {
		t.Errorf("the audit log (-want +got):\n%s", diff)
	}
}

// What is wrong is said first and at its field; what was typed is still there.
func TestWhatIsRefusedKeepsWhatWasTyped(t *testing.T) {
	h := givenDesk(t)
	h.pages.digest = "one"
	h.pages.outcome = formsapi.TranslationOutcome{Fate: formsapi.TranslationRefused, Errors: []formsapi.TranslationFinding{
		{Field: "block-1", Key: "translation-fact-differs", Args: map[string]any{"Kind": "telephone", "Here": "0971 1", "There": "0971 2"}},
		{Key: "translation-file-wrong", Args: map[string]any{"Sentence": "it is"}},
	}, Warnings: []formsapi.TranslationFinding{{Field: "title", Key: "translation-list"}}}
	p := h.signedIn(h.givenStaff("Zahra", mediator)).post(potenzaArabic, append(typed("save"), "override", "true")...).is(http.StatusUnprocessableEntity)
	const sentence = "Telephone number: here it is 0971 1, on the Italian page 0971 2."
	p.says(".errors", "Nothing was saved").says(`.errors a[href="#block-1"]`, "List item 1: "+sentence).says(".errors", "The file would be wrong: it is").says("#error-block-1", sentence)
	p.has(`#block-1[aria-invalid=true][aria-describedby="error-block-1 source-block-1"]`, 1).has(`#title[aria-invalid]`, 0).has(".errors[autofocus]", 1)
	p.says(`#warnings a[href="#title"]`, "lists differ").says("#error-title", "lists differ").has("#override:not([checked])", 1).has("#warnings[autofocus]", 0)
	p.says("#title", "عنوان").says("#block-0", "نص آخر").says("#block-1", "- بند <b>").says("title", "Error:")
	if got := p.attr("input[name=digest]", "value"); got != "one" {
		t.Errorf("the form remembers %q", got)
	}
}

// Who saves what has changed meanwhile sees both, and nothing is lost.
func TestWhatHasChangedMeanwhileIsShownBesideWhatWasTyped(t *testing.T) {
	h := givenDesk(t)
	h.pages.digest, h.pages.outcome.Fate = "two", formsapi.TranslationChanged
	v := h.signedIn(h.givenStaff("Zahra", mediator))
	p := v.post(potenzaArabic, typed("save")...).is(http.StatusConflict)
	p.says("textarea[aria-labelledby=typed]", "عنوان وصف نص آخر - بند <b>").says("textarea[aria-labelledby=now]", "مكتب المكتب. نص <script>").has("textarea[lang=ar][dir=rtl][readonly]", 2)
	h.pages.outcome = formsapi.TranslationOutcome{Fate: formsapi.TranslationRefused}
	v.post(potenzaArabic, typed("save")...).is(http.StatusConflict) // the fields on the page would be others
}

// Who was signed out while typing gets back what they typed, and can send it again.
func TestWhoWasSignedOutLosesNothing(t *testing.T) {
	h := givenDesk(t)
	h.pages.digest = "one"
	v := h.signedIn(h.givenStaff("Zahra", mediator))
	h.clock.pass(13 * time.Hour)
	v.post("/desk/sign-out")
	p := v.post(potenzaArabic, typed("review")...).is(http.StatusForbidden)
	p.says("h1", "You have been signed out").says("textarea[lang=ar][dir=rtl]", "عنوان وصف نص آخر - بند <b>")
	if len(h.pages.edits) > 0 {
		t.Error("it was saved")
	}
	if got := p.attr("main a", "href"); got != "/desk/sign-in?next=%2Fdesk%2Ftranslations%2Far%2Foffices%2Fpotenza" {
		t.Errorf("the way in is %s", got)
	}
	var again []string
	for _, n := range p.all("main form input") {
		again = append(again, attrOf(n, "name"), attrOf(n, "value"))
	}
	v.post("/desk/sign-in", "email", mailbox("Zahra"), "password", password)
	v.post(p.attr("main form", "action"), again...).leadsTo(potenzaArabic)
	if got := h.pages.edits; len(got) != 1 || got[0].ReviewedBy != "Zahra" || !cmp.Equal(got[0].Words.Blocks, []string{"نص\nآخر", "- بند <b>"}) {
		t.Errorf("saved is %+v", got)
	}
}

func TestWhatIsKeptIsHandedOut(t *testing.T) {
	h := givenDesk(t)
	h.pages.kept = "kept.md"
	v := h.signedIn(h.givenStaff("Zahra", mediator))
	file := v.get(v.get(potenzaArabic).attr(".warning a", "href")).is(http.StatusOK)
	if got := file.header.Get("Content-Disposition"); got != "attachment; filename=offices-potenza.ar.md" || !strings.HasPrefix(file.body, "+++\n") {
		t.Errorf("handed out is %s: %s", got, file.body)
	}
	v.get("/desk/translation-files/ar/offices/potenza?name=../kept.md").is(http.StatusNotFound)
}

// An address that is no page's leads nowhere, however it is written.
func TestOnlyPagesAreOpened(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Zahra", mediator))
	for _, path := range []string{
		"/desk/translations/xx/offices/potenza", "/desk/translations/it/offices/potenza", "/desk/translations/ar/offices/nowhere",
		"/desk/translations/ar/offices/potenza%2F..%2Fx", "/desk/translations/ar/%2e%2e%2f%2e%2e%2fetc/passwd", "/desk/translations/ar%2F../offices/potenza",
		"/desk/translations/..%2Fen/offices/potenza", "/desk/translations/ar/offices/potenza%00",
	} {
		for p := v.get(path); ; p = v.get(p.header.Get("Location")) {
			if p.status < 300 || p.status > 399 {
				p.is(http.StatusNotFound)
				break
			}
		}
		if got := v.post(path, typed("save")...); got.status == http.StatusOK || got.status == http.StatusSeeOther {
			t.Errorf("sending to %s is answered %d", path, got.status)
		}
	}
	for _, e := range h.pages.edits {
		t.Errorf("%s %s was saved", e.Language, e.Page)
	}
}
