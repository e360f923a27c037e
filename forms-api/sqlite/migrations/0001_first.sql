PRAGMA application_id = 0x53706f72; -- "Spor": tells this file from any other SQLite database

-- What people ask for. All that tells who they are is in sealed.
CREATE TABLE appointment (
    id             BLOB    NOT NULL PRIMARY KEY, -- UUIDv7
    organisation   TEXT    NOT NULL,
    office         TEXT    NOT NULL,
    service        TEXT    NOT NULL,
    office_shown   TEXT    NOT NULL,
    service_shown  TEXT    NOT NULL,
    language       TEXT    NOT NULL,
    privacy_notice BLOB    NOT NULL,
    people         INTEGER NOT NULL,
    state          TEXT    NOT NULL,
    set_aside      INTEGER NOT NULL CHECK (set_aside IN (0, 1)),
    start_at       INTEGER,
    start_local    TEXT,
    start_zone     TEXT,
    assignee       BLOB    REFERENCES staff (id),
    created_at     INTEGER NOT NULL,
    closed_at      INTEGER,
    version        INTEGER NOT NULL CHECK (version >= 1),
    sealed         BLOB    NOT NULL,
    CHECK ((start_at IS NULL) = (start_local IS NULL) AND (start_at IS NULL) = (start_zone IS NULL))
) STRICT;

-- The inbox is read newest first; each of its filters has the index that begins with it.
CREATE INDEX appointment_by_time     ON appointment (set_aside, created_at, id);
CREATE INDEX appointment_by_office   ON appointment (set_aside, office, created_at, id);
CREATE INDEX appointment_by_state    ON appointment (set_aside, state, created_at, id);
CREATE INDEX appointment_by_language ON appointment (set_aside, language, created_at, id);
CREATE INDEX appointment_by_assignee ON appointment (set_aside, assignee, created_at, id) WHERE assignee IS NOT NULL;
CREATE INDEX appointment_by_nobody   ON appointment (set_aside, created_at, id) WHERE assignee IS NULL;

-- The version orders what happened: clocks jump, versions do not.
CREATE TABLE appointment_history (
    appointment BLOB    NOT NULL REFERENCES appointment (id),
    version     INTEGER NOT NULL,
    id          BLOB    NOT NULL,
    at          INTEGER NOT NULL,
    done_by     TEXT    NOT NULL,
    event       TEXT    NOT NULL,
    from_state  TEXT    NOT NULL,
    to_state    TEXT    NOT NULL,
    sealed      BLOB,
    PRIMARY KEY (appointment, version)
) STRICT, WITHOUT ROWID;

-- One row for each sealed record of any kind. Deleting the row erases the record.
CREATE TABLE record_key (
    record   BLOB NOT NULL PRIMARY KEY,
    ring_key TEXT NOT NULL,
    wrapped  BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE blind_index (
    kind   TEXT NOT NULL,
    value  BLOB NOT NULL,
    record BLOB NOT NULL,
    PRIMARY KEY (kind, value, record)
) STRICT, WITHOUT ROWID;

CREATE TABLE idempotency (
    key        BLOB    NOT NULL PRIMARY KEY,
    content    BLOB    NOT NULL,
    record     BLOB    NOT NULL,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE rating (
    id         BLOB    NOT NULL PRIMARY KEY, -- UUIDv7
    page       TEXT    NOT NULL,
    rating     INTEGER NOT NULL CHECK (rating BETWEEN 1 AND 5),
    aspect     TEXT    NOT NULL,
    language   TEXT    NOT NULL,
    set_aside  INTEGER NOT NULL CHECK (set_aside IN (0, 1)),
    created_at INTEGER NOT NULL,
    sealed     BLOB    NOT NULL
) STRICT;

CREATE INDEX rating_by_time     ON rating (set_aside, created_at, id);
CREATE INDEX rating_by_page     ON rating (set_aside, page, created_at, id);
CREATE INDEX rating_by_language ON rating (set_aside, language, created_at, id);
CREATE INDEX rating_by_value    ON rating (set_aside, page, language, rating, created_at);

CREATE TABLE staff (
    id            BLOB    NOT NULL PRIMARY KEY, -- UUIDv7
    email         TEXT    NOT NULL UNIQUE,      -- lower case
    name          TEXT    NOT NULL,
    password_hash TEXT    NOT NULL,             -- empty until the invitation is used
    language      TEXT    NOT NULL,
    created_at    INTEGER NOT NULL,
    disabled_at   INTEGER
) STRICT;

CREATE TABLE staff_role (
    staff  BLOB NOT NULL REFERENCES staff (id),
    role   TEXT NOT NULL,
    office TEXT NOT NULL, -- empty: at every office
    PRIMARY KEY (staff, role, office)
) STRICT, WITHOUT ROWID;

CREATE TABLE invitation (
    token_hash BLOB    NOT NULL PRIMARY KEY,
    staff      BLOB    NOT NULL REFERENCES staff (id),
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX invitation_by_staff ON invitation (staff);

-- An ended session stays until it would have expired, so that a request that was
-- still running when it ended cannot store it again.
CREATE TABLE session (
    token_hash BLOB    NOT NULL PRIMARY KEY,
    staff      BLOB    REFERENCES staff (id), -- NULL before sign-in
    data       BLOB    NOT NULL,
    expires_at INTEGER NOT NULL,
    ended_at   INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX session_by_staff  ON session (staff) WHERE staff IS NOT NULL;
CREATE INDEX session_by_expiry ON session (expires_at);

-- Each row's mac covers the row and the mac before it.
CREATE TABLE audit (
    seq     INTEGER NOT NULL PRIMARY KEY,
    at      INTEGER NOT NULL,
    done_by TEXT    NOT NULL,
    action  TEXT    NOT NULL,
    subject TEXT    NOT NULL,
    office  TEXT    NOT NULL,
    detail  TEXT    NOT NULL,
    mac     BLOB    NOT NULL
) STRICT;

-- A colleague is told at sign-in who took their password back.
CREATE INDEX audit_by_reset ON audit (subject, seq) WHERE action = 'staff.reset';

-- One row: which key ring the records are sealed with and the audit log is chained with.
CREATE TABLE key_ring (
    id          INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    fingerprint BLOB    NOT NULL
) STRICT;

-- One row, written to prove that a submission could be. The room is filled and
-- given back within a transaction.
CREATE TABLE readiness (
    id         INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    checked_at INTEGER NOT NULL,
    room       BLOB
) STRICT;

INSERT INTO readiness (id, checked_at) VALUES (1, 0);
