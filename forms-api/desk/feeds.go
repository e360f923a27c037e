package desk

import (
	"net/http"
	"time"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

const feedsPath = home + "feeds"

// feedsPage lists the secret addresses of an office's calendar.
type feedsPage struct {
	frame
	Office   officeChoice
	OfficeID string
	Shown    string
	Link     string // a new address, shown once
	Feeds    []feedRow
}

type feedRow struct {
	ID        uuid.UUID
	MadeBy    string
	Made      time.Time
	MadeAt    string
	RevokedAt string // empty while it works
}

func (d *desk) showFeeds(v *visit) error {
	return v.renderFeeds("")
}

// makeFeed shows a new address, this once.
func (d *desk) makeFeed(v *visit) error {
	office, err := v.theOffice(formsapi.ReadRequests)
	if err != nil {
		return err
	}
	secret, err := v.Feeds.Make(v.r.Context(), v.staff, office.ID)
	if err != nil {
		return err
	}
	return v.renderFeeds(v.URL + "/calendar/" + secret + ".ics")
}

func (d *desk) revokeFeed(v *visit) error {
	office, err := v.theOffice(formsapi.ReadRequests)
	if err != nil {
		return err
	}
	id, err := v.pathID("id")
	if err != nil {
		return err
	}
	if err := v.Feeds.Revoke(v.r.Context(), v.staff, office.ID, id); err != nil {
		return err
	}
	v.notify("notice-feed-revoked")
	return v.redirect(ofOffice(feedsPath, office.ID))
}

func (v *visit) renderFeeds(link string) error {
	office, err := v.theOffice(formsapi.ReadRequests)
	if err != nil {
		return err
	}
	feeds, err := v.Feeds.List(v.r.Context(), v.staff, office.ID)
	if err != nil {
		return err
	}
	colleagues, err := v.colleagues()
	if err != nil {
		return err
	}
	page := feedsPage{frame: v.frame("feeds-title"), OfficeID: office.ID, Shown: office.Title(v.language), Link: link}
	page.Here = ofOffice(feedsPath, office.ID)
	page.Office = officeChoice{page.frame, feedsPath, v.officesFor(formsapi.ReadRequests, office.ID)}
	for _, f := range feeds {
		row := feedRow{ID: f.ID, MadeBy: colleagues.name(v, f.MadeBy.String()), Made: f.MadeAt, MadeAt: v.shortMoment(f.MadeAt, office.Zone)}
		if !f.RevokedAt.IsZero() {
			row.RevokedAt = v.shortMoment(f.RevokedAt, office.Zone)
		}
		page.Feeds = append(page.Feeds, row)
	}
	return v.render(http.StatusOK, "feeds.html", page)
}
