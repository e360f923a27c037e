-- How long an appointment takes, until when its place is held for an answer, and
-- how the request reached the office.
ALTER TABLE appointment ADD COLUMN minutes    INTEGER NOT NULL DEFAULT 0;
ALTER TABLE appointment ADD COLUMN hold_until INTEGER;
ALTER TABLE appointment ADD COLUMN channel    TEXT    NOT NULL DEFAULT 'web';

CREATE INDEX appointment_by_start ON appointment (office, start_at) WHERE start_at IS NOT NULL;
CREATE INDEX appointment_by_hold  ON appointment (hold_until, id) WHERE hold_until IS NOT NULL;

-- A place is one desk of an office for five minutes, counted from
-- 1970-01-01T00:00Z. The primary key is what keeps two families from one desk.
CREATE TABLE place (
    office      TEXT    NOT NULL,
    desk        INTEGER NOT NULL CHECK (desk >= 0),
    unit        INTEGER NOT NULL,
    appointment BLOB    NOT NULL REFERENCES appointment (id),
    PRIMARY KEY (office, desk, unit)
) STRICT, WITHOUT ROWID;

-- A day's places at all desks, without going into the table.
CREATE INDEX place_by_unit        ON place (office, unit, desk);
CREATE INDEX place_by_appointment ON place (appointment);

-- What somebody is to be told. A lease keeps two processes from sending the same.
CREATE TABLE outbox (
    id           BLOB    NOT NULL PRIMARY KEY, -- UUIDv7
    appointment  BLOB    REFERENCES appointment (id), -- NULL for a digest
    office       TEXT    NOT NULL,
    notice       TEXT    NOT NULL,
    channel      TEXT    NOT NULL,
    language     TEXT    NOT NULL,
    due_at       INTEGER NOT NULL,
    sealed       BLOB    NOT NULL,
    attempts     INTEGER NOT NULL DEFAULT 0,
    leased_until INTEGER NOT NULL DEFAULT 0,
    sent_at      INTEGER,
    dead_at      INTEGER,
    failure      TEXT    NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

CREATE INDEX outbox_due            ON outbox (due_at) WHERE sent_at IS NULL AND dead_at IS NULL AND channel <> 'call';
CREATE INDEX outbox_pending        ON outbox (due_at) WHERE sent_at IS NULL AND (channel = 'call' OR dead_at IS NOT NULL);
CREATE INDEX outbox_by_appointment ON outbox (appointment, id) WHERE appointment IS NOT NULL;

-- An office's calendar at a secret address, of which only a hash is kept.
CREATE TABLE feed (
    id         BLOB    NOT NULL PRIMARY KEY, -- UUIDv7
    office     TEXT    NOT NULL,
    hash       BLOB    NOT NULL UNIQUE,
    made_by    BLOB    NOT NULL REFERENCES staff (id),
    made_at    INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT;

CREATE INDEX feed_by_office ON feed (office, id);

-- Appointments that were agreed before there were places get theirs, so that
-- nobody is given the same time: half an hour each, side by side where they meet.
UPDATE appointment SET minutes = 30 WHERE start_at IS NOT NULL;

INSERT OR IGNORE INTO place (office, desk, unit, appointment)
SELECT a.office,
       (SELECT count(*) FROM appointment b
         WHERE b.office = a.office AND b.state = 'confirmed'
           AND b.start_at > a.start_at - 30 * 60000 AND (b.start_at, b.id) < (a.start_at, a.id)),
       a.start_at / 300000 + u.n,
       a.id
  FROM appointment a
 CROSS JOIN (SELECT 0 AS n UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5) u
 WHERE a.state = 'confirmed' AND a.start_at IS NOT NULL;
