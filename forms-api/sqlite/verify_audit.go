package sqlite

import (
	"bytes"
	"context"

	"sportello/forms-api"
)

// auditLog follows the chain from the log's first entry to its last.
func (v *verification) auditLog(ctx context.Context) (err error) {
	if v.base, err = readBase(ctx, v.tx); err != nil {
		return err
	}
	before := AuditRow{Seq: v.base.Seq, MAC: v.base.MAC}
	for {
		page, err := list(ctx, v.tx, scanAudit, selectAudit, before.Seq, maxPage)
		if err != nil {
			return err
		}
		if len(page) == 0 {
			break
		}
		for _, row := range page {
			v.link(before, row)
			v.follow(row.AuditEntry)
			before = row
		}
	}
	if v.base.Seq > 0 && v.forgot != baseDetail(v.base) {
		v.find("The audit log begins after entry %d, and says nothing of it: its beginning was cut off.", v.base.Seq)
	}
	return v.auditHead(ctx, before)
}

func (v *verification) link(before, row AuditRow) {
	v.AuditEntries++
	if v.AuditEntries == 1 {
		v.keptFrom = row.At
	}
	if row.Action == formsapi.ActionForgetAudit {
		v.forgot = row.Detail
	}
	if row.Action == formsapi.ActionHead && row.Detail != formsapi.HeadUpgraded {
		v.warn("At entry %d the head of the audit log was missing beside the keys: what had been cut off its end by then cannot be seen.", row.Seq)
	}
	switch {
	case row.Seq != before.Seq+1:
		v.find("The audit log has no entry %d.", before.Seq+1)
	case !bytes.Equal(row.MAC, v.chain(before.MAC, row.Seq, row.AuditEntry)):
		v.find("The audit entry %d was changed, or does not belong after entry %d.", row.Seq, before.Seq)
	}
}

// auditHead holds the log against the head that is kept outside of the database.
// A database that is ahead of it is whole: the program was ended between a commit
// and the head, or the machine within the second after.
func (v *verification) auditHead(ctx context.Context, last AuditRow) error {
	switch {
	case v.headless != nil:
		v.find("The audit log's end cannot be checked: %v.", v.headless)
	case v.head == nil:
	case v.head.Seq == 0 && last.Seq > 0:
		v.find("The audit log's end cannot be checked: its head is missing beside the keys.")
	case v.head.Seq > last.Seq:
		v.find("The audit log ends with entry %d, and had %d: its end was cut off, or an older database was put in place.", last.Seq, v.head.Seq)
	default:
		there, err := holdsHead(ctx, v.tx, *v.head)
		if v.head.Seq > 0 && !there && err == nil {
			v.find("The audit entry %d is not the one that was kept beside the keys: another database was put in place.", v.head.Seq)
		}
		return err
	}
	return nil
}

// auditEnd counts the events whose entries the log lacks: each version of an
// appointment was stored with one.
func (v *verification) auditEnd(context.Context) error {
	if v.unaudited > 0 {
		v.find("The audit log lacks %d of the entries about appointments: its end was cut off.", v.unaudited)
	}
	return nil
}

// headOf reads the head that is kept outside before the database is read: a
// server that goes on writing can only be ahead of it.
func (v *verification) headOf(keeper HeadKeeper) {
	if keeper == nil {
		return
	}
	var head formsapi.AuditHead
	if head, v.headless = keeper.Head(); v.headless == nil {
		v.head = &head
	}
}
