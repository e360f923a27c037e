package web_test

import (
	"io/fs"
	"net/url"
	"os"
	"path"
	"strings"
	"testing"

	formsapi "sportello/forms-api"
	"sportello/forms-api/web"
)

// built is a folder that `sportello build` filled, named by SPORTELLO_BUILT:
// with it the hooks of the real pages are tried, not only those of the fixtures.
func built(t *testing.T) (*service, fs.FS) {
	t.Helper()
	folder := os.Getenv("SPORTELLO_BUILT")
	if folder == "" {
		t.Skip("SPORTELLO_BUILT names no folder of built pages")
	}
	s := begin(t, withoutLimits, func(c *web.Config) {
		if err := c.Site.Swap(folder); err != nil {
			t.Fatal(err)
		}
	})
	return s, os.DirFS(folder)
}

func TestTheBuiltFormHasEveryFieldOfTheContract(t *testing.T) {
	s, _ := built(t)
	for _, lang := range s.config.Words.Languages() {
		a := s.get(t, "/"+lang+"/appointments/new/?office=potenza&service=orientation")
		a.must(t, 200, in("html", hasAttr("lang", lang)), no(`[name=form_token][value=""]`),
			in("main > template[data-error-summary]:first-child"))
		for _, field := range strings.Fields("office service preferred_days preferred_part people reason name phone email contact " +
			"discreet language spoken_language interpreter needs consent form_token website") {
			a.must(t, 200, in("form[data-form=appointment] [name="+field+"]"))
		}
		wrong := s.postForm(t, "/api/appointments", url.Values{"language": {lang}, "people": {"13"}, "reason": {strings.Repeat("x", 501)}, "phone": {"1"}})
		wrong.must(t, 422)
		for _, field := range strings.Fields("office service people reason name phone consent") {
			wrong.must(t, 422, in("#error-"+field), in(`[aria-describedby~="error-`+field+`"]`), in("[data-field="+field+"].field-invalid"),
				in(`.error-summary a[href^="#`+field+`"]`))
		}
	}
}

func TestEveryBuiltPageCanBeRated(t *testing.T) {
	s, pages := built(t)
	_ = fs.WalkDir(pages, ".", func(name string, _ fs.DirEntry, err error) error {
		page := "/" + strings.TrimSuffix(name, "index.html")
		if err != nil || path.Base(name) != "index.html" || !s.config.Site.HasPage(page) {
			return err
		}
		if !strings.Contains(s.get(t, page).body, `data-form="rating"`) && !strings.Contains(s.get(t, page).body, `data-form=rating`) {
			return nil
		}
		lang, _, _ := strings.Cut(name, "/")
		s.postForm(t, "/api/feedback", url.Values{"page": {page}, "language": {lang}, "rating": {"6"}, "comment": {"kept"}}).must(t, 422,
			in("html", hasAttr("lang", lang)), in("#comment", hasText("kept")), in("#error-rating"),
			in(`input[name=page]`, hasAttr("value", page)), in(".error-summary a[href='#rating-1']"))
		return nil
	})
}

func TestTheBuiltPageOfARequest(t *testing.T) {
	s, _ := built(t)
	_, reference := s.asked(t, "it")
	shown := func(state formsapi.State) {
		for _, lang := range s.config.Words.Languages() {
			s.get(t, "/"+lang+"/appointments/"+reference.String()).must(t, 200,
				in("html", hasAttr("lang", lang)), in("[data-show="+string(state)+"]"), no("[data-show]:not([data-show="+string(state)+"])"),
				in("[data-slot=reference]", hasText(reference.String())), in("[data-office=potenza]"), no("[data-office=montelucci]"),
				no("[href$='/appointments/request/']"), no("form[data-form=rating]"))
		}
	}
	shown(formsapi.Requested)
	s.decided(t, formsapi.Decision{Event: formsapi.EventConfirm, Start: "2026-11-26T10:30"})
	shown(formsapi.Confirmed)
	s.get(t, "/it/appointments/"+reference.String()).must(t, 200, in("[data-slot=date]", hasText("giovedì 26 novembre 2026")), in("[data-slot=time]", hasText("10:30")))
}
