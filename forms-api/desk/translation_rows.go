package desk

import (
	"net/url"

	formsapi "sportello/forms-api"
)

// A translationColumn is a language.
type translationColumn struct{ Tag, Name string }

type translationRow struct {
	Page  string
	Title string
	Cells []translationCell
}

// A translationCell is a page in a language; without a state there is none.
type translationCell struct {
	Tag, Name string // of the language
	Link      string // empty where there is nothing to open
	State     string // in words
	Sign      string
	Key       string // of the state, for its looks
	By        string // who made it, in words
	Made      formsapi.Date
	MadeOn    string // in words
	Days      int
	Views     int
}

// A translationSign stands for a state where there are many, with how many there are.
type translationSign struct {
	Sign, State, Key, Link string
	Count                  int
}

var stateSigns = map[formsapi.TranslationState]string{
	formsapi.TranslationMissing: "–", formsapi.TranslationOrphan: "×", formsapi.TranslationBehind: "!",
	formsapi.TranslationUnmarked: "?", formsapi.TranslationUnreviewed: "~", formsapi.TranslationCurrent: "✓",
}

// countStates tells how many translations are in each state, with the way to them.
func (v *visit) countStates(o formsapi.TranslationOverview, path string) (signs []translationSign) {
	counted := map[formsapi.TranslationState]int{}
	for _, row := range o.Rows {
		for _, cell := range row.Cells {
			counted[cell.State]++
		}
	}
	for _, s := range formsapi.TranslationStates {
		if counted[s] > 0 {
			link := path + "&" + url.Values{"state": {string(s)}}.Encode()
			signs = append(signs, translationSign{stateSigns[s], v.say(translationStateKey(s)), string(s), link, counted[s]})
		}
	}
	return signs
}

// translationRow is a page in some languages; is tells whether one is in a state.
func (v *visit) translationRow(r formsapi.TranslationRow, columns []translationColumn, state formsapi.TranslationState) (row translationRow, is bool) {
	row = translationRow{Page: r.Page, Title: r.Title}
	for _, c := range columns {
		cell, there := r.Cells[c.Tag]
		if !there {
			row.Cells = append(row.Cells, translationCell{Tag: c.Tag, Name: c.Name})
			continue
		}
		is = is || state == "" || cell.State == state
		row.Cells = append(row.Cells, v.translationCell(r.Page, c, cell))
	}
	return row, is
}

func (v *visit) translationCell(page string, c translationColumn, of formsapi.TranslationCell) translationCell {
	cell := translationCell{
		Tag: c.Tag, Name: c.Name, State: v.say(translationStateKey(of.State)), Sign: stateSigns[of.State], Key: string(of.State),
		Made: of.Made, Days: of.Days, Views: of.Views,
	}
	if of.State != formsapi.TranslationOrphan {
		cell.Link = translationPath(c.Tag, page)
	}
	if of.By != "" {
		cell.By = v.say(madeByKey(of.By))
	}
	if of.Made != "" {
		cell.MadeOn = v.dayShown(of.Made)
	}
	return cell
}
