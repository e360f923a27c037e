package site

import (
	"context"
	"errors"
	"time"

	"sportello/forms-api/catalogue"
)

// Where a layout is wrong Hugo waits for itself now and then, and neither ends nor
// complains (v0.165.0: after ten errors of a language its workers end, while
// Site.renderPages still hands pages to them). A program that waited with it would
// build nothing any more and tell nobody.
const (
	firstPatience = 2 * time.Minute  // with a site that was not built in this run
	leastPatience = 10 * time.Second // with any other, and beside it
	timesPatience = 10               // as often the time that its latest build took
	mostPatience  = time.Hour

	// manyWorkers of Hugo are asked the second time: as many pages of a language as
	// it has workers can be handed over without anybody to take them, so that it ends
	// and says what is wrong. For a whole build they bring nothing but memory.
	manyWorkers = 128
)

var errStuck = errors.New("the tool that builds the pages did not end")

// patience is how long Hugo is waited for at each try, after one that built the site
// in so long; zero if there was none. Of a first build nobody knows how large it is:
// 18,000 pages take Hugo two and a half minutes on an idle machine, and more than half
// an hour on a slow one that does other work. So whoever starts the program with a Hugo
// that is stuck waits two minutes, and one that was only slow has an hour at its second try.
func patience(took time.Duration) []time.Duration {
	if took == 0 {
		return []time.Duration{firstPatience, mostPatience}
	}
	wait := min(leastPatience+timesPatience*took, mostPatience)
	return []time.Duration{wait, wait}
}

func (b *Builder) patience() []time.Duration {
	if len(b.waits) > 0 {
		return b.waits
	}
	return patience(b.took)
}

// run builds the pages, and says how long the try took that ended by itself: what one
// that was stuck has cost says nothing of the site. Whatever Hugo warns of is an error
// here: a page with a word missing is not published.
func (h *hugo) run(ctx context.Context) (found []catalogue.Finding, took time.Duration, err error) {
	for n, wait := range h.patience {
		began := time.Now()
		found, err = h.try(ctx, wait, n > 0)
		if took = time.Since(began); !errors.Is(err, errStuck) {
			break
		}
		h.log.Warn("Hugo was ended", "error", err, "seconds", wait.Seconds())
	}
	return found, took, err
}
