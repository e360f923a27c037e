package formsapi

// newIdempotency tells repetitions of a submission apart from new ones. A key
// that the client chose must always come with the same content. A form token
// names only the page that was open: whoever goes back and sends something
// else with it means a second submission.
func newIdempotency(s Sealer, kind, key, token, content string) *Idempotency {
	contentIndex := s.Index(IndexContent, kind+"\x00"+content).Value
	switch {
	case key != "":
		return &Idempotency{Key: s.Index(IndexIdempotency, kind+"\x00key\x00"+key).Value, Content: contentIndex}
	case token != "":
		return &Idempotency{Key: s.Index(IndexIdempotency, kind+"\x00token\x00"+token+"\x00"+content).Value, Content: contentIndex}
	}
	return nil
}
