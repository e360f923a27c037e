package seal

import (
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"io"

	"sportello/forms-api"
)

// The file has two lines of the same length, each a head and a check; heads are
// written to them in turn, in place. So a write that a power cut tears leaves the
// head before it, and none needs a new file and the folder's own sync.
const (
	slotLayout  = "%019d %064x %08x\n"
	slotLength  = 19 + 1 + 64 + 1 + 8 + 1
	headComment = "# The last entry of the audit log of %s, and the one before:\n# number, keyed hash, check. sportello writes it and `sportello verify` compares it.\n"
)

// headSlots are the two lines as they were read; one that cannot be read is zero.
type headSlots struct {
	of    [2]formsapi.AuditHead
	empty bool // there is nothing in the file yet
}

var errHeadDamaged = errors.New("no head can be read in it")

func readSlots(f io.ReaderAt) (s headSlots, err error) {
	text := make([]byte, 2*slotLength)
	n, err := f.ReadAt(text, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return s, err
	}
	if n == 0 {
		return headSlots{empty: true}, nil
	}
	readable := false
	for i := range s.of {
		var ok bool
		s.of[i], ok = readSlot(text[i*slotLength : (i+1)*slotLength])
		readable = readable || ok
	}
	if !readable {
		return s, errHeadDamaged
	}
	return s, nil
}

func readSlot(line []byte) (head formsapi.AuditHead, ok bool) {
	var check uint32
	if _, err := fmt.Sscanf(string(line), "%d %x %x", &head.Seq, &head.MAC, &check); err != nil {
		return formsapi.AuditHead{}, false
	}
	if head.Seq < 0 || check != slotCheck(head) {
		return formsapi.AuditHead{}, false
	}
	return head, true
}

func (s headSlots) newest() formsapi.AuditHead {
	if s.of[1].Seq > s.of[0].Seq {
		return s.of[1]
	}
	return s.of[0]
}

// write puts a head in the place of the older of the two.
func (s headSlots) write(f io.WriterAt, head formsapi.AuditHead) error {
	older := int64(0)
	if s.of[1].Seq < s.of[0].Seq {
		older = 1
	}
	line := fmt.Sprintf(slotLayout, head.Seq, head.MAC, slotCheck(head))
	if len(line) != slotLength {
		return fmt.Errorf("the hash of an audit entry has %d bytes, not 32", len(head.MAC))
	}
	_, err := f.WriteAt([]byte(line), older*slotLength)
	return err
}

// begin fills a new file, so that its length never changes again. Until the first
// head is in it none can be read: a program that is killed meanwhile leaves a file
// that is damaged, never one that seems to be new.
func (h *HeadFile) begin(f io.WriterAt) error {
	_, err := f.WriteAt([]byte(h.blank()), 0)
	return err
}

func (h *HeadFile) blank() string {
	none := fmt.Sprintf(slotLayout, 0, make([]byte, 32), 0)
	return none + none + fmt.Sprintf(headComment, h.about)
}

// cut takes away what stands behind, of a file that held something else.
func (h *HeadFile) cut(f interface{ Truncate(int64) error }) error {
	return f.Truncate(int64(len(h.blank())))
}

func slotCheck(head formsapi.AuditHead) uint32 {
	return crc32.ChecksumIEEE(fmt.Appendf(nil, "%d %s", head.Seq, hex.EncodeToString(head.MAC)))
}
