package catalogue

import "github.com/pelletier/go-toml/v2"

// The facts as the TOML files hold them, with the rules for single fields. What
// concerns more than one field or file is checked where the nouns are built.

type officeFacts struct {
	Organisation string           `toml:"organisation" validate:"required"`
	Services     []string         `toml:"services" validate:"unique,dive,required"`
	Timezone     string           `toml:"timezone" validate:"omitempty,timezone"`
	Access       string           `toml:"access" validate:"omitempty,access"`
	Address      addressFacts     `toml:"address"`
	Telephones   []telephoneFacts `toml:"telephones" validate:"dive"`
	Emails       []emailFacts     `toml:"emails" validate:"dive"`
	Hours        any              `toml:"hours"` // "unknown" or a table: see hours.go
	Closures     []closureFacts   `toml:"closures" validate:"dive"`
	Holidays     holidaysFacts    `toml:"holidays"`
	PatronSaint  *patronFacts     `toml:"patron_saint"`
	Mediators    []mediatorFacts  `toml:"mediators" validate:"dive"`
	Building     buildingFacts    `toml:"building"`
	Booking      bookingFacts     `toml:"booking"`
	Sources      []sourceFacts    `toml:"sources" validate:"dive"`
}

type addressFacts struct {
	CareOf string `toml:"care_of"`
	Street string `toml:"street"`
	City   string `toml:"city"`
}

type telephoneFacts struct {
	Number   string   `toml:"number" validate:"required,telephone"`
	For      []string `toml:"for" validate:"unique,dive,purpose"`
	WhatsApp bool     `toml:"whatsapp"`
}

type emailFacts struct {
	Address string `toml:"address" validate:"required,email"`
}

type closureFacts struct {
	Office string `toml:"office"`                   // in the desk's overlay only
	From   any    `toml:"from" validate:"required"` // toml.LocalDate or toml.LocalDateTime
	Until  any    `toml:"until" validate:"required"`
	Reason string `toml:"reason" validate:"required,closure_reason"`
}

type holidaysFacts struct {
	Observed *bool `toml:"observed"` // absent: true
}

type patronFacts struct {
	Date    string          `toml:"date" validate:"required,year_day"`
	Name    string          `toml:"name" validate:"required"`
	Source  string          `toml:"source" validate:"required,http_url"`
	Checked *toml.LocalDate `toml:"checked" validate:"required"`
}

type mediatorFacts struct {
	Languages []string `toml:"languages" validate:"required,gt=0,unique,dive,bcp47_language_tag"`
	Days      []string `toml:"days" validate:"required,gt=0,unique,dive,weekday"`
	From      string   `toml:"from" validate:"required_with=Until"`
	Until     string   `toml:"until" validate:"required_with=From"`
}

// buildingFacts tell apart what a building has not and what nobody knows.
type buildingFacts struct {
	StepFree          *bool `toml:"step_free"`
	Lift              *bool `toml:"lift"`
	AccessibleToilet  *bool `toml:"accessible_toilet"`
	AccessibleParking *bool `toml:"accessible_parking"`
	HearingLoop       *bool `toml:"hearing_loop"`
	PrivateRoom       *bool `toml:"private_room"`
}

// bookingFacts are an office's rule, and the rules of services that differ. What
// a service's rule leaves out is as in the office's.
type bookingFacts struct {
	Mode       string                  `toml:"mode" validate:"required,booking_mode"`
	Intervals  []bookableFacts         `toml:"intervals" validate:"dive"`
	Slot       *int                    `toml:"slot_minutes" validate:"omitempty,min=5,max=480"`
	Buffer     *int                    `toml:"buffer_minutes" validate:"omitempty,min=0,max=480"`
	Ahead      *int                    `toml:"ahead_days" validate:"omitempty,min=1,max=366"`
	Notice     *int                    `toml:"notice_minutes" validate:"omitempty,min=0,max=43200"`
	Hold       *int                    `toml:"hold_minutes" validate:"omitempty,min=30,max=43200"`
	PerContact *int                    `toml:"per_contact" validate:"omitempty,min=1,max=1000"`
	Places     string                  `toml:"places" validate:"omitempty,places"`
	Services   map[string]bookingFacts `toml:"services" validate:"dive"`
}

type bookableFacts struct {
	Days  []string `toml:"days" validate:"required,gt=0,unique,dive,weekday"`
	Hours []string `toml:"hours" validate:"required,gt=0"`
	Desks *int     `toml:"desks" validate:"omitempty,min=1,max=200"`
}

// sourceFacts tell where a fact comes from that the first content did not hold.
type sourceFacts struct {
	Fact    string          `toml:"fact" validate:"required"`
	Source  string          `toml:"source" validate:"required,http_url"`
	Checked *toml.LocalDate `toml:"checked" validate:"required"`
}

type serviceFacts struct {
	Topics  []string      `toml:"topics" validate:"unique,dive,topic"`
	Offered []string      `toml:"offered" validate:"unique,dive,offering"`
	Status  string        `toml:"status" validate:"required,service_status"`
	Sources []sourceFacts `toml:"sources" validate:"dive"`
}

type needFacts struct {
	Services  []string        `toml:"services" validate:"required,gt=0,unique,dive,required"`
	Topic     string          `toml:"topic" validate:"required,topic"`
	Order     int             `toml:"order" validate:"required,min=1"`
	Danger    bool            `toml:"danger"`
	Helplines []helplineFacts `toml:"helplines" validate:"dive"`
	Sources   []sourceFacts   `toml:"sources" validate:"dive"`
}

type helplineFacts struct {
	Number  string          `toml:"number" validate:"required,helpline"`
	Name    string          `toml:"name" validate:"required,helpline_name"`
	Source  string          `toml:"source" validate:"required,http_url"`
	Checked *toml.LocalDate `toml:"checked" validate:"required"`

	Free         bool     `toml:"free"`
	Always       bool     `toml:"always"`
	Multilingual bool     `toml:"multilingual"`
	Languages    []string `toml:"languages" validate:"unique,dive,bcp47_language_tag"`
}

type organisationFacts struct {
	Name       string           `toml:"name" validate:"required"`
	Website    string           `toml:"website" validate:"omitempty,http_url"`
	Telephones []telephoneFacts `toml:"telephones" validate:"dive"`
	Emails     []emailFacts     `toml:"emails" validate:"dive"`
	Sources    []sourceFacts    `toml:"sources" validate:"dive"`
}

type projectFacts struct {
	Offices    []string        `toml:"offices" validate:"unique,dive,required"`
	Starts     *toml.LocalDate `toml:"starts"`
	Ends       *toml.LocalDate `toml:"ends"`
	Activities []activityFacts `toml:"activities" validate:"dive"`
	Sources    []sourceFacts   `toml:"sources" validate:"dive"`
}

type activityFacts struct {
	ID      string   `toml:"id" validate:"required,id"`
	Offered []string `toml:"offered" validate:"unique,dive,offering"`
	Service string   `toml:"service"`
}

type overlayFacts struct {
	Closures []closureFacts `toml:"closures" validate:"dive"`
	Absences []absenceFacts `toml:"absences" validate:"dive"`
}

// absenceFacts are of the desk's overlay only.
type absenceFacts struct {
	Office    string   `toml:"office" validate:"required"`
	Languages []string `toml:"languages" validate:"required,gt=0,unique,dive,bcp47_language_tag"`
	From      any      `toml:"from" validate:"required"` // as closureFacts.From
	Until     any      `toml:"until" validate:"required"`
}
