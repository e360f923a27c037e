package formsapi

// Service is a kind of help, whichever office gives it.
type Service struct {
	ID           string // its folder's name
	Names        Text
	Descriptions Text // one plain sentence
	Topics       []Topic
	Offered      []Offering
	Status       ServiceStatus
}

// Title is the service's name in a language.
func (s Service) Title(language string) string { return s.Names.In(language) }

// ServiceStatus says whether a service can be had.
type ServiceStatus string

// The states there are.
const (
	ServiceActive    ServiceStatus = "active"
	ServiceSuspended ServiceStatus = "suspended"
	ServiceEnded     ServiceStatus = "ended"
)

// ServiceStatuses lists the states there are.
var ServiceStatuses = []ServiceStatus{ServiceActive, ServiceSuspended, ServiceEnded}

// Offering is how a service or an activity is given.
type Offering string

// The ways there are.
const (
	OfferedScheduled Offering = "scheduled" // at set times
	OfferedOnCall    Offering = "on-call"   // when somebody asks for it
	OfferedAdHoc     Offering = "ad-hoc"    // made for the single case
)

// Offerings lists the ways there are.
var Offerings = []Offering{OfferedScheduled, OfferedOnCall, OfferedAdHoc}
