-- The desk's queues are of one office and one state, the oldest on top.
CREATE INDEX appointment_by_queue ON appointment (set_aside, office, state, created_at, id);

-- When an office was last told of its new requests.
CREATE INDEX outbox_digest ON outbox (office, due_at) WHERE appointment IS NULL;

-- Who closed an office, and when. What happens to appointments has no detail.
CREATE INDEX audit_by_detail ON audit (office, action, detail, seq) WHERE detail <> '';

-- The requests to answer come in the order in which they lose their place.
CREATE INDEX appointment_to_answer ON appointment (set_aside, office, coalesce(hold_until, created_at), id)
 WHERE state = 'requested';

-- The inbox shows what is not done with.
CREATE INDEX appointment_open           ON appointment (set_aside, created_at, id)         WHERE closed_at IS NULL;
CREATE INDEX appointment_open_by_office ON appointment (set_aside, office, created_at, id) WHERE closed_at IS NULL;

-- The time that a message is about, falling away or coming soonest, by which
-- people are called; NULL where it is about none.
ALTER TABLE outbox ADD COLUMN concerns_at INTEGER;

-- Of what waits already the time that falls away is sealed, and may be tomorrow:
-- it comes first.
UPDATE outbox SET concerns_at = due_at WHERE sent_at IS NULL AND appointment IS NOT NULL;

-- Who was called and did not answer: when last (0: nobody has tried), and how often.
ALTER TABLE outbox ADD COLUMN called_at  INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN unanswered INTEGER NOT NULL DEFAULT 0;

CREATE INDEX outbox_by_concern ON outbox (called_at, coalesce(concerns_at, 9223372036854775807), due_at, id)
 WHERE sent_at IS NULL AND (channel = 'call' OR dead_at IS NOT NULL);
