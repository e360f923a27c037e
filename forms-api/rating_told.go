package formsapi

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
)

// ToldFeedback is what may be told of a page in a language to whoever is handed a
// list of them: of fewer than FewPeople ratings nothing but that there are some (see
// Figure). No list has a sum, with which one that is not told could be computed.
type ToldFeedback struct {
	Page     string
	Language string
	Count    Figure
	Opinion  *Opinion // nil: of fewer than FewPeople ratings
}

// Export is the feedback of a scope as it may be handed on, of the pages at whose
// office, or anywhere for those of none, the reader holds ExportReports: worst average
// first, then what is not told, by its address. It keeps account, naming the format.
// It answers CodeForbidden.
func (u *ReadRatings) Export(ctx context.Context, by Staff, s FeedbackScope, format string) ([]ToldFeedback, error) {
	if !by.MayAnywhere(ExportReports) {
		return nil, &Problem{Code: CodeForbidden, Key: "forbidden"}
	}
	pages, err := u.Pages(ctx, by, s)
	if err != nil {
		return nil, err
	}
	var told []ToldFeedback
	for _, p := range pages {
		if office, is := officeOfPage(p.Page); !is || by.May(ExportReports, office) {
			told = append(told, p.told())
		}
	}
	slices.SortFunc(told, func(a, b ToldFeedback) int {
		return cmp.Or(cmp.Compare(a.rank(), b.rank()), strings.Compare(a.Page, b.Page), strings.Compare(a.Language, b.Language))
	})
	entry := AuditEntry{At: u.Now().UTC(), By: by.ID.String(), Action: ActionExport, Office: s.Office, Detail: "feedback " + format}
	if err := u.Store.Audit(ctx, entry); err != nil {
		return nil, fmt.Errorf("keeping account of taking feedback out: %w", err)
	}
	return told, nil
}

func (p PageFeedback) told() ToldFeedback {
	t := ToldFeedback{Page: p.Page, Language: p.Language, Count: fewOrTold(p.Count)}
	if t.Count.As == Told {
		t.Opinion = opinion(p.ByRating)
		return t
	}
	t.Count.N = 0
	return t
}

// rank puts what has no average behind every average.
func (t ToldFeedback) rank() float64 {
	if t.Opinion == nil || t.Opinion.Average == 0 {
		return MaxRating + 1
	}
	return t.Opinion.Average
}
