package formsapi

// ClosureReason is why an office is closed when its week says it is open. It is
// a key: the words are in i18n.
type ClosureReason string

// The reasons there are.
const (
	ClosedForStrike   ClosureReason = "strike"
	ClosedForIllness  ClosureReason = "illness"
	ClosedForWeather  ClosureReason = "weather"
	ClosedForTraining ClosureReason = "training"
	ClosedForHoliday  ClosureReason = "holiday"
	ClosedForOther    ClosureReason = "other"
)

// ClosureReasons lists the reasons in the order a form offers them.
var ClosureReasons = []ClosureReason{
	ClosedForStrike, ClosedForIllness, ClosedForWeather, ClosedForTraining, ClosedForHoliday, ClosedForOther,
}

// Closure is a dated stretch of an office's wall time in which neither its
// counter nor its telephone is attended, whatever the week says. A public holiday
// is a closure of one whole day that nobody had to write down.
type Closure struct {
	From      WallTime // the first minute closed
	Until     WallTime // the first minute after; always later than From
	WholeDays bool     // given as dates: From and Until are midnights
	Reason    ClosureReason
	Holiday   Holiday // which, if the calendar closes the office; zero for a dated closure
}

// LastDay is the last date that the closure touches.
func (c Closure) LastDay() Date { return (c.Until - 1).Date() }

func (c Closure) covers(w WallTime) bool { return c.From <= w && w < c.Until }
