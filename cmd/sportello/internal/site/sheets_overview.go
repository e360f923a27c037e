package site

import (
	"context"
	"errors"

	formsapi "sportello/forms-api"
	"sportello/forms-api/catalogue"
	"sportello/forms-api/translation"
)

// Overview judges all pages; the files are read again only if one was touched.
func (s *Sheets) Overview(ctx context.Context, views []formsapi.PageViews) (o formsapi.TranslationOverview, err error) {
	m, err := s.current(ctx)
	if err != nil {
		return o, err
	}
	m.Rank(views)
	seen := byPage(views)
	o.Languages = m.Languages
	for _, p := range m.Pages {
		row := formsapi.TranslationRow{Page: p.Path, Title: p.Title, Cells: map[string]formsapi.TranslationCell{}}
		for tag, t := range p.Languages {
			cell := cellOf(t)
			cell.Views = seen[[2]string{p.Path, tag}]
			if t.State == translation.Behind {
				cell.Days = daysBetween(cell.Changed, m.today)
			}
			row.Cells[tag] = cell
		}
		o.Rows = append(o.Rows, row)
	}
	for _, w := range m.Next {
		o.Next = append(o.Next, w.atDesk())
	}
	return o, nil
}

func cellOf(t Translation) formsapi.TranslationCell {
	return formsapi.TranslationCell{
		State: t.State, By: string(t.By),
		Made: formsapi.Date(t.Made), Reviewed: formsapi.Date(t.Reviewed), Changed: formsapi.Date(t.Changed),
	}
}

// current is the matrix of the files as they are, or says that they cannot be read.
func (s *Sheets) current(ctx context.Context) (Matrix, error) {
	s.judging.Lock()
	defer s.judging.Unlock()
	if err := ctx.Err(); err != nil {
		return Matrix{}, err // who waited for this has gone
	}
	fingerprint, err := s.Builder.Fingerprint()
	if err != nil {
		return Matrix{}, err
	}
	if fingerprint == s.judged {
		return s.matrix, s.refused
	}
	m, found, err := s.Builder.Matrix()
	if err == nil && catalogue.HasErrors(found) {
		err = Broken(found)
	}
	if errors.As(err, new(Broken)) {
		m, err = Matrix{}, &formsapi.Problem{Code: formsapi.CodeUnavailable, Key: "translations-content-broken", Reported: true}
	} else if err != nil {
		return Matrix{}, err // not of the files: the next one tries again
	}
	s.judged, s.matrix, s.refused = fingerprint, m, err
	return m, err
}
