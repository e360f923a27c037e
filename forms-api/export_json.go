package formsapi

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// MarshalJSON writes an object whose fields are in the order of the columns.
func (r ExportRow) MarshalJSON() ([]byte, error) {
	var fields []string
	for _, f := range r {
		text, err := json.Marshal(f.jsonValue())
		if rows, nested := f.Value.([]ExportRow); nested {
			text, err = marshalRows(rows)
		}
		if err != nil {
			return nil, fmt.Errorf("writing %s: %w", f.Name, err)
		}
		fields = append(fields, strconv.Quote(f.Name)+": "+string(text))
	}
	return []byte("{" + strings.Join(fields, ", ") + "}"), nil
}

// jsonValue is null where there is no instant, and a list where there is none.
func (f ExportField) jsonValue() any {
	switch v := f.Value.(type) {
	case time.Time:
		if v.IsZero() {
			return nil
		}
	case []string:
		if v == nil {
			return []string{}
		}
	}
	return f.Value
}

func marshalRows(rows []ExportRow) ([]byte, error) {
	objects := make([]string, len(rows))
	for i, row := range rows {
		text, err := row.MarshalJSON()
		if err != nil {
			return nil, err
		}
		objects[i] = string(text)
	}
	return []byte("[" + strings.Join(objects, ", ") + "]"), nil
}
