package site

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"sportello/forms-api/catalogue"
	"sportello/forms-api/translation"
)

// Translations are what the templates are told of every page in every language but
// Italian, by the page's path (/offices/potenza) and the language: docs/translations.md.
type Translations map[string]map[string]Translation

// A Translation is how a page of a language stands to the Italian one. Days are
// empty where nobody knows them.
type Translation struct {
	State    translation.State `json:"state"`
	By       translation.By    `json:"by"`       // empty if nobody has said
	Made     string            `json:"made"`     // from the Italian text, or last brought up to it
	Reviewed string            `json:"reviewed"` // if that holds for the text as it is
	Changed  string            `json:"changed"`  // the Italian page, as its lastmod says
}

// A versions is one page in all the languages that have it.
type versions struct {
	path    string
	italian *catalogue.Text // nil if there is none
	others  map[string]catalogue.Text
}

// versionsOf gathers texts by page, in the order in which they come.
func versionsOf(texts []catalogue.Text) []*versions {
	var all []*versions
	met := map[string]*versions{}
	for _, t := range texts {
		v := met[t.Page]
		if v == nil {
			v = &versions{path: t.Page, others: map[string]catalogue.Text{}}
			met[t.Page] = v
			all = append(all, v)
		}
		if t.Language == source {
			v.italian = &t
		} else {
			v.others[t.Language] = t
		}
	}
	return all
}

// source is what the others are measured by.
func (v *versions) source() translation.Page {
	if v.italian == nil {
		return translation.Page{}
	}
	p := translation.Page{Digest: textOf(*v.italian).Digest()}
	for _, m := range v.italian.Minor {
		p.Minor = append(p.Minor, translation.Minor(m))
	}
	return p
}

// translationsOf judges every page in the languages of the site.
func translationsOf(texts []catalogue.Text, tags []string) Translations {
	all := Translations{}
	for _, v := range versionsOf(texts) {
		all[v.path] = v.states(tags)
	}
	return all
}

func (v *versions) states(tags []string) map[string]Translation {
	page, states := v.source(), map[string]Translation{}
	for _, tag := range tags {
		text, there := v.others[tag]
		switch {
		case tag == source:
		case there:
			states[tag] = v.state(page, markOf(text))
		case v.italian != nil:
			states[tag] = Translation{State: translation.Missing, Changed: string(v.italian.LastMod)}
		}
	}
	return states
}

func (v *versions) state(page translation.Page, mark *translation.Mark) Translation {
	t := Translation{State: page.StateOf(mark)}
	if v.italian != nil {
		t.Changed = string(v.italian.LastMod)
	}
	if mark == nil {
		return t
	}
	t.By, t.Made = mark.By, string(mark.On)
	if mark.IsReviewed() {
		t.Reviewed = string(mark.Reviewed)
	}
	if t.State == translation.Behind && t.Changed < t.Made {
		t.Changed = "" // of an earlier change: nobody wrote this one down
	}
	return t
}

// writeTranslations puts them beside what else the templates show.
func (w workshop) writeTranslations(all Translations) error {
	text, err := json.MarshalIndent(all, "", " ")
	if err != nil {
		return fmt.Errorf("writing what the templates know of translations: %w", err)
	}
	return os.WriteFile(filepath.Join(w.looks(), "data", "translations.json"), text, 0o644)
}

// textOf is a page's text as translation reads it.
func textOf(t catalogue.Text) translation.Text {
	return translation.Text{
		Language: t.Language, Title: t.Title, Description: t.Description, AnsweredBy: t.AnsweredBy, Body: t.Body,
		Lines: translation.Lines{Title: t.Lines.Title, Description: t.Lines.Description, AnsweredBy: t.Lines.AnsweredBy, Body: t.Lines.Body},
	}
}

func markOf(t catalogue.Text) *translation.Mark {
	if t.Mark == nil {
		return nil
	}
	return &translation.Mark{
		Of: t.Mark.Of, On: t.Mark.On, By: translation.By(t.Mark.By), ReviewedBy: t.Mark.ReviewedBy, Reviewed: t.Mark.Reviewed,
	}
}

// isSource says of a page that others are translated from it.
func isSource(t catalogue.Text) bool { return t.Language == source }

// italianOf finds the Italian text of a page.
func italianOf(texts []catalogue.Text, page string) (catalogue.Text, bool) {
	n := slices.IndexFunc(texts, func(t catalogue.Text) bool { return isSource(t) && t.Page == page })
	if n < 0 {
		return catalogue.Text{}, false
	}
	return texts[n], true
}
