package formsapi

// Project is work with a beginning and an end that offices take part in.
type Project struct {
	ID           string // its folder's name
	Names        Text
	Descriptions Text
	Offices      []string // ids
	Starts       Date     // the first day; empty when unknown
	Ends         Date     // the last day; empty when unknown or open
	Activities   []Activity
}

// Activity is one thing that a project does.
type Activity struct {
	ID      string // unique within its project
	Names   Text   // as the project's page has it; empty for one that it does not name
	Offered []Offering
	Service string // id of the service it is part of, or empty
}

// Title is the project's name in a language.
func (p Project) Title(language string) string { return p.Names.In(language) }

// ProjectStatus says where a project stands on a day.
type ProjectStatus string

// The states there are.
const (
	ProjectUpcoming ProjectStatus = "upcoming"
	ProjectRunning  ProjectStatus = "running"
	ProjectEnded    ProjectStatus = "ended"
)

// Status is where the project stands on a day; its last day is still running.
func (p Project) Status(on Date) ProjectStatus {
	switch {
	case p.Starts > on:
		return ProjectUpcoming
	case p.Ends != "" && p.Ends < on:
		return ProjectEnded
	default:
		return ProjectRunning
	}
}
