package formsapi

import (
	"context"
	"fmt"
	"time"
)

// TranslatedPages are the words of the site's pages, as files that editors share.
// What somebody at the desk cannot act on, such as content that nobody can read, is
// CodeUnavailable.
type TranslatedPages interface {
	// Overview judges every page in every language of the site; views say what is read.
	Overview(ctx context.Context, views []PageViews) (TranslationOverview, error)
	// Sheet lays a page beside the Italian one, or answers CodeNotFound.
	Sheet(ctx context.Context, page, language string) (TranslationSheet, error)
	// Save checks words and writes them, if they may be. It answers CodeNotFound as
	// Sheet does, and CodeInvalid for a form that does not belong to the page.
	Save(ctx context.Context, e TranslationEdit) (TranslationOutcome, error)
	// Kept is a file that waits for somebody to put it into the content, by the name
	// that a sheet gives it, or CodeNotFound.
	Kept(ctx context.Context, page, language, name string) ([]byte, error)
}

// Translate is the use case of staff who see to it that pages say the same in every
// language.
type Translate struct {
	Pages TranslatedPages
	Store TranslateStore
	Now   func() time.Time
	Zone  *time.Location // by whose days views are counted: that of CountViews
}

// TranslateStore is what Translate takes of the store.
type TranslateStore interface {
	Auditor
	PageViews(ctx context.Context, since Date) ([]PageViews, error)
}

func mayTranslate(by Staff) error {
	if by.MayAnywhere(TranslatePages) {
		return nil
	}
	return &Problem{Code: CodeForbidden, Key: "forbidden"}
}

// Overview is how all pages stand, and what to translate next. It answers
// CodeForbidden to who translates nothing.
func (u *Translate) Overview(ctx context.Context, by Staff) (TranslationOverview, error) {
	if err := mayTranslate(by); err != nil {
		return TranslationOverview{}, err
	}
	views, err := u.Store.PageViews(ctx, RecentlySince(DateOf(u.Now().In(u.Zone))))
	if err != nil {
		return TranslationOverview{}, fmt.Errorf("reading what is read: %w", err)
	}
	return u.Pages.Overview(ctx, views)
}

// Open lays a page beside the Italian one. It answers CodeForbidden or CodeNotFound.
func (u *Translate) Open(ctx context.Context, by Staff, page, language string) (TranslationSheet, error) {
	if err := mayTranslate(by); err != nil {
		return TranslationSheet{}, err
	}
	return u.Pages.Sheet(ctx, page, language)
}

// Save writes what somebody has typed, if nothing is wrong with it; reviewed says
// that they have read it against the Italian. It answers CodeForbidden, CodeNotFound
// or CodeInvalid; everything that can be wrong with words is in the outcome.
func (u *Translate) Save(ctx context.Context, by Staff, e TranslationEdit, reviewed bool) (TranslationOutcome, error) {
	if err := mayTranslate(by); err != nil {
		return TranslationOutcome{}, err
	}
	detail := e.Language + " " + e.Page
	if e.ReviewedBy = ""; reviewed {
		e.ReviewedBy, detail = by.Name, detail+" reviewed"
	}
	outcome, err := u.Pages.Save(ctx, e)
	if err != nil || outcome.Fate != TranslationWritten && outcome.Fate != TranslationKept {
		return outcome, err
	}
	entry := AuditEntry{At: u.Now().UTC(), By: by.ID.String(), Action: ActionTranslate, Detail: detail}
	if err := u.Store.Audit(context.WithoutCancel(ctx), entry); err != nil {
		return outcome, fmt.Errorf("keeping account of a translation: %w", err)
	}
	return outcome, nil
}

// Kept is a file that waits for somebody to put it into the content. It answers
// CodeForbidden or CodeNotFound.
func (u *Translate) Kept(ctx context.Context, by Staff, page, language, name string) ([]byte, error) {
	if err := mayTranslate(by); err != nil {
		return nil, err
	}
	return u.Pages.Kept(ctx, page, language, name)
}
