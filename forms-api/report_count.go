package formsapi

import (
	"slices"
	"time"
)

// A reportCount counts what came in a period.
type reportCount struct {
	period     Period
	activities map[string]map[string]string // by office and service, that of a project
	total      crowd
	anonymous  int
	erased     int
	partMonths bool
	groups     map[Dimension]map[string]*crowd
	beside     map[[2]string]bool // which services were counted under which activities
	answer     waiting
	finish     waiting
}

func newReportCount(p Period) *reportCount {
	c := &reportCount{period: p, groups: map[Dimension]map[string]*crowd{}, beside: map[[2]string]bool{}, activities: map[string]map[string]string{}}
	for _, d := range Dimensions {
		c.groups[d] = map[string]*crowd{}
	}
	for _, m := range p.Months() {
		c.of(ByMonth, m)
	}
	return c
}

// of is the crowd of a group, which is there from then on.
func (c *reportCount) of(d Dimension, key string) *crowd {
	group, there := c.groups[d][key]
	if !there {
		group = &crowd{}
		c.groups[d][key] = group
	}
	return group
}

// follow notes the activities of the projects that an office takes part in: each is
// in the report, and counts the requests for its service.
func (c *reportCount) follow(office string, projects []Project) {
	by := map[string]string{}
	for _, p := range projects {
		if !slices.Contains(p.Offices, office) {
			continue
		}
		for _, a := range p.Activities {
			c.of(ByActivity, a.ID)
			if _, named := by[a.Service]; !named && a.Service != "" {
				by[a.Service] = a.ID
			}
		}
	}
	c.activities[office] = by
}

// keys are the groups that a contact is in.
func (c *reportCount) keys(office, month, service, activity, language string, channel Intake, outcome Outcome) map[Dimension]string {
	if activity == "" {
		activity = c.activities[office][service]
	}
	if activity == "" {
		activity = NoActivity
	}
	if outcome == "" {
		outcome = Unfinished
	}
	c.beside[[2]string{service, activity}] = true
	keys := map[Dimension]string{
		ByMonth: month, ByOffice: office, ByService: service, ByActivity: activity,
		ByLanguage: language, ByChannel: string(channel), ByOutcome: string(outcome),
	}
	if outcome == OutcomeNothing {
		keys[ByUnmet] = service
	}
	return keys
}

// keptAs says what became of an appointment that was agreed.
var keptAs = map[State]string{Attended: KeptCame, NotAttended: KeptMissed}

// request counts a request of an office. Who was helped at the moment in which they
// came waited for nothing.
func (c *reportCount) request(o reportedOffice, r Reported) {
	keys := c.keys(o.id, r.CreatedAt.In(o.zone).Format(monthLayout), r.Service, r.Activity, r.Language, r.Channel, r.Outcome)
	if kept := keptAs[r.State]; kept != "" && r.Agreed {
		keys[ByKept] = kept
	}
	c.total.add(r.Person)
	if len(r.Person) == 0 {
		c.anonymous++
	}
	for d, key := range keys {
		c.of(d, key).add(r.Person)
	}
	if !r.FinishedAt.Equal(r.CreatedAt) {
		c.answer.add(o, r.CreatedAt, r.AnsweredAt, r.Person)
		c.finish.add(o, r.CreatedAt, r.FinishedAt, r.Person)
	}
}

// gone counts requests of an office that were erased.
func (c *reportCount) gone(office string, t Tallied) {
	c.total.addNameless(t.Requests)
	c.erased += t.Requests
	for d, key := range c.keys(office, t.Month, t.Service, t.Activity, t.Language, t.Channel, t.Outcome) {
		c.of(d, key).addNameless(t.Requests)
	}
}

// A reportedOffice is an office as a report sees it.
type reportedOffice struct {
	id   string
	zone *time.Location
	open *openTime
}
