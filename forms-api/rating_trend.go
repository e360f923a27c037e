package formsapi

import (
	"context"
	"fmt"
	"time"
)

// MonthFeedback sums up what readers said of a page in a language in one month.
type MonthFeedback struct {
	Page     string
	Language string
	Month    string         // of UTC, such as 2006-01: an hour or two at its edge change no trend
	ByRating [MaxRating]int // how many gave 1, 2, … 5
}

// A MonthTrend is what all ratings of a month come to.
type MonthTrend struct {
	Month   string // 2006-01
	Count   int
	Average float64 // 1 to MaxRating; 0 without ratings
}

// TrendMonths is how many months a trend has, this one the last.
const TrendMonths = 12

// Trend is how the ratings of a scope went, month by month, those without any
// included. It answers CodeForbidden to who reads no feedback; pages that are not the
// reader's are not counted.
func (u *ReadRatings) Trend(ctx context.Context, by Staff, s FeedbackScope) ([]MonthTrend, error) {
	if !by.MayAnywhere(ReadFeedback) {
		return nil, &Problem{Code: CodeForbidden, Key: "forbidden"}
	}
	now := u.Now().UTC()
	first := time.Date(now.Year(), now.Month()-TrendMonths+1, 1, 0, 0, 0, 0, time.UTC)
	all, err := u.Store.MonthlyFeedback(ctx, first, s.Page, s.Language)
	if err != nil {
		return nil, fmt.Errorf("summing up the months: %w", err)
	}
	trend, points := make([]MonthTrend, TrendMonths), make([]int, TrendMonths)
	for n := range trend {
		trend[n].Month = first.AddDate(0, n, 0).Format(monthLayout)
	}
	for _, m := range all {
		n := monthsSince(first, m.Month)
		if n < 0 || n >= TrendMonths || !s.covers(m.Page, m.Language) || !readsFeedback(by, m.Page) {
			continue
		}
		for i, given := range m.ByRating {
			trend[n].Count += given
			points[n] += given * (i + 1)
		}
	}
	for n := range trend {
		if trend[n].Count > 0 {
			trend[n].Average = float64(points[n]) / float64(trend[n].Count)
		}
	}
	return trend, nil
}

// monthsSince is how many months after another one begins; -1 for no month.
func monthsSince(first time.Time, month string) int {
	at, err := time.Parse(monthLayout, month)
	if err != nil {
		return -1
	}
	return 12*(at.Year()-first.Year()) + int(at.Month()-first.Month())
}
