package catalogue

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"

	"github.com/pelletier/go-toml/v2"

	formsapi "sportello/forms-api"
)

// overlayHead is what the file says to who opens it.
const overlayHead = "# The desk writes this file: closures and absences are made, and taken back, there.\n\n"

// text is the desk's facts as the file holds them.
func (f deskFacts) text() ([]byte, error) {
	var written overlayFacts
	for _, c := range f.closures {
		from, until := endsOf(c.what.From, c.what.Until, c.what.WholeDays)
		written.Closures = append(written.Closures, closureFacts{Office: c.office, From: from, Until: until, Reason: string(c.what.Reason)})
	}
	for _, a := range f.absences {
		from, until := endsOf(a.what.From, a.what.Until, isMidnight(a.what.From) && isMidnight(a.what.Until))
		written.Absences = append(written.Absences, absenceFacts{Office: a.office, Languages: a.what.Languages, From: from, Until: until})
	}
	text, err := toml.Marshal(written)
	return append([]byte(overlayHead), text...), err
}

// endsOf are from and until as an editor would write them: days, of which the
// last is still within, or the minutes.
func endsOf(from, until formsapi.WallTime, wholeDays bool) (begins, ends any) {
	if wholeDays {
		return localDate(from), localDate(until - 1)
	}
	return localMinute(from), localMinute(until)
}

func isMidnight(w formsapi.WallTime) bool { return w == w.Midnight() }

func localDate(w formsapi.WallTime) toml.LocalDate {
	var d toml.LocalDate
	must(d.UnmarshalText([]byte(w.Date())))
	return d
}

func localMinute(w formsapi.WallTime) toml.LocalDateTime {
	at := int(w.TimeOfDay())
	return toml.LocalDateTime{LocalDate: localDate(w), LocalTime: toml.LocalTime{Hour: at / 60, Minute: at % 60}}
}

// readBack refuses to write what would stop the next build.
func readBack(text []byte) error {
	var found findings
	readOverlay(text, &found)
	if HasErrors(found) {
		return fmt.Errorf("this cannot be kept: %w", DamagedOverlay(found))
	}
	return nil
}

// replace puts a text in the place of a file: whoever reads meanwhile gets the
// old one or the new one, whole, and after a power cut too.
func replace(path string, text []byte) error {
	draft, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*") // only the owner may read it
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(draft.Name()) }() // there is none by this name if all went well
	_, err = draft.Write(text)
	if err := errors.Join(err, draft.Sync(), draft.Close()); err != nil {
		return err
	}
	if err := os.Rename(draft.Name(), path); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

func syncFolder(path string) error {
	if runtime.GOOS == "windows" { // which has no such thing
		return nil
	}
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}
