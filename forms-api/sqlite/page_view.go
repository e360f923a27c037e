package sqlite

import (
	"context"

	"sportello/forms-api"
)

var _ formsapi.ViewStore = (*Store)(nil)

const addView = `
INSERT INTO page_view (day, page, language, views) VALUES (?, ?, ?, ?)
    ON CONFLICT (day, page, language) DO UPDATE SET views = views + excluded.views`

// AddViews adds to what is counted already; see formsapi.ViewStore.
func (s *Store) AddViews(ctx context.Context, views []formsapi.DayViews) error {
	return s.writer.submit(ctx, func(t *tx) error {
		for _, v := range views {
			if err := t.exec(addView, string(v.Day), v.Page, v.Language, v.Views); err != nil {
				return err
			}
		}
		return nil
	})
}

// The key begins with the day, so that neither goes through older days.
const (
	sumViews  = `SELECT page, language, sum(views) FROM page_view WHERE day >= ? GROUP BY page, language`
	dropViews = `DELETE FROM page_view WHERE day < ?`
)

// PageViews sums up what was counted since a day.
func (s *Store) PageViews(ctx context.Context, since formsapi.Date) ([]formsapi.PageViews, error) {
	return pageViews(ctx, s.read, since)
}

func pageViews(ctx context.Context, from querier, since formsapi.Date) ([]formsapi.PageViews, error) {
	return list(ctx, from, scanViews, sumViews, string(since))
}

func scanViews(row scanner) (v formsapi.PageViews, err error) {
	err = row.Scan(&v.Page, &v.Language, &v.Views)
	return v, err
}

// DropViews forgets what was counted before a day.
func (s *Store) DropViews(ctx context.Context, before formsapi.Date) error {
	return s.writer.submit(ctx, func(t *tx) error { return t.exec(dropViews, string(before)) })
}

// countsViews is the version of the schema from which on views are counted.
const countsViews = 4

// ReadPageViews reads the page views of a database, beside a running server and
// without its keys: nothing is sealed in them. A database of an older schema has none.
func ReadPageViews(ctx context.Context, path string, since formsapi.Date) ([]formsapi.PageViews, error) {
	r, err := openReader(path)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	version, err := schemaVersion(ctx, r.DB, migrations)
	if err != nil || version < countsViews {
		return nil, err
	}
	return pageViews(ctx, r.DB, since)
}
