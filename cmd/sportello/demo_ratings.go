package main

import (
	"context"
	"fmt"
	"time"

	formsapi "sportello/forms-api"
)

var demoComments = map[string][]string{
	"it": {"Prova: ho trovato subito l'orario.", "Prova: non si capisce quale documento portare.", "Esempio: il numero non risponde il lunedì."},
	"en": {"Example: clear, thank you.", "Example: I looked for the address a long time.", "Example: what does “residenza” mean?"},
	"ar": {"مثال: الصفحة واضحة.", "مثال: لم أجد رقم الهاتف."},
}

// sendRatings rates the pages that this site has; some are liked less than others.
func (d *demonstration) sendRatings(ctx context.Context) error {
	pages := d.ratedPages()
	if len(pages) == 0 {
		return nil
	}
	for i := range demoRatings {
		at := d.past(i, demoRatings)
		page := pages[d.chance.IntN(len(pages))]
		if _, err := d.ratePage(func() time.Time { return at }).Rate(ctx, d.rating(page)); err != nil {
			return fmt.Errorf("rating %d: %w", i, err)
		}
	}
	return nil
}

type ratedPage struct {
	path, language string
	liked          int // 1 to 5
}

func (d *demonstration) ratedPages() []ratedPage {
	var pages []ratedPage
	for _, tag := range d.words.Languages() {
		paths := []string{"/" + tag + "/"}
		for _, o := range d.facts.Offices() {
			paths = append(paths, "/"+tag+"/offices/"+o.ID+"/")
		}
		for _, s := range d.facts.Services() {
			paths = append(paths, "/"+tag+"/services/"+s.ID+"/")
		}
		for _, path := range paths {
			if d.pages.live.HasPage(path) {
				pages = append(pages, ratedPage{path: path, language: tag, liked: 2 + d.chance.IntN(4)})
			}
		}
	}
	return pages
}

func (d *demonstration) rating(page ratedPage) formsapi.PageRating {
	stars := min(formsapi.MaxRating, max(1, page.liked-1+d.chance.IntN(3)))
	aspects := formsapi.AspectsFor(stars)
	r := formsapi.PageRating{Page: page.path, Language: page.language, Rating: stars, Aspect: aspects[d.chance.IntN(len(aspects))]}
	if comments := demoComments[page.language]; len(comments) > 0 && d.chance.IntN(3) == 0 {
		r.Comment = comments[d.chance.IntN(len(comments))]
	}
	return r
}
