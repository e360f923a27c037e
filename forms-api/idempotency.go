package formsapi

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/google/uuid"
)

// Idempotency makes the repetition of a submission answer as the first did.
type Idempotency struct {
	Key     []byte // blind index of the key
	Content []byte // blind index of what was sent
}

// Repetitions finds what a repeated submission was answered with.
type Repetitions interface {
	// Earlier returns the record that a key was used for, or uuid.Nil when it is
	// new. A key that came with other content is a *Problem with CodeReused.
	Earlier(ctx context.Context, i Idempotency) (record uuid.UUID, err error)
}

// newIdempotency tells repetitions of a submission apart from new ones, or
// returns nil when there is nothing to tell them by. A key that the client chose
// must always come with the same content. A form token names only the page that
// was open: whoever goes back and sends something else with it means a second
// submission.
//
// content is what came, before any rule has changed it, as JSON; kind names the
// submission and the version of the content's shape. A field added with
// omitempty keeps the version; anything else takes a new one.
func newIdempotency(s Sealer, kind, key, token string, content any) (*Idempotency, error) {
	if key == "" && token == "" {
		return nil, nil
	}
	text, err := json.Marshal(content)
	if err != nil {
		return nil, fmt.Errorf("encoding a submission: %w", err)
	}
	index := func(of IndexKind, value string) []byte { return s.Index(of, kind+"\x00"+value).Value }
	i := &Idempotency{Content: index(IndexContent, string(text))}
	if key != "" {
		i.Key = index(IndexIdempotency, "key\x00"+key)
	} else {
		i.Key = index(IndexIdempotency, "token\x00"+token+"\x00"+string(text))
	}
	return i, nil
}

// earlier looks a submission up that may be a repetition; uuid.Nil says that it is none.
func earlier(ctx context.Context, store Repetitions, i *Idempotency) (uuid.UUID, error) {
	if i == nil {
		return uuid.Nil, nil
	}
	record, err := store.Earlier(ctx, *i)
	if err != nil {
		return uuid.Nil, fmt.Errorf("looking a repetition up: %w", err)
	}
	return record, nil
}
