package ical

import (
	"context"
	"log/slog"
	"net/http"
	"strings"

	formsapi "sportello/forms-api"
)

// FeedPattern is where an office's feed is; its last part is the secret and ".ics".
const FeedPattern = "GET /calendar/{file}"

// Feeds opens an office's calendar by the secret of its address; *formsapi.Feeds
// does.
type Feeds interface {
	Read(ctx context.Context, secret string) (formsapi.Office, []formsapi.FeedEvent, error)
}

// ServeFeed answers calendar programs. Who does not have a secret that works is
// told nothing; no secret reaches the log.
func (c Calendars) ServeFeed(feeds Feeds, log *slog.Logger) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Robots-Tag", "noindex, nofollow")
		secret, named := strings.CutSuffix(r.PathValue("file"), ".ics")
		if !named || secret == "" {
			http.Error(w, http.StatusText(http.StatusNotFound), http.StatusNotFound)
			return
		}
		text, err := c.read(r.Context(), feeds, secret)
		if err != nil {
			refuse(w, err, log)
			return
		}
		w.Header().Set("Content-Type", Type)
		_, _ = w.Write(text) // who asked has gone
	})
}

func (c Calendars) read(ctx context.Context, feeds Feeds, secret string) ([]byte, error) {
	office, events, err := feeds.Read(ctx, secret)
	if err != nil {
		return nil, err
	}
	return c.Office(office, events)
}

func refuse(w http.ResponseWriter, err error, log *slog.Logger) {
	status := http.StatusInternalServerError
	switch formsapi.CodeOf(err) {
	case formsapi.CodeNotFound:
		status = http.StatusNotFound
	case formsapi.CodeUnavailable:
		status = http.StatusServiceUnavailable
		w.Header().Set("Retry-After", "60")
	default:
		log.Error("an office's calendar was not served", "error", err)
	}
	http.Error(w, http.StatusText(status), status)
}
