-- What staff do with a request besides giving it a time (docs/desk.md). Rows that
-- were closed before have no outcome that anybody wrote down.
ALTER TABLE appointment ADD COLUMN urgency       INTEGER NOT NULL DEFAULT 1 CHECK (urgency BETWEEN 0 AND 2);
ALTER TABLE appointment ADD COLUMN due_at        INTEGER;
ALTER TABLE appointment ADD COLUMN awaits_person INTEGER NOT NULL DEFAULT 0 CHECK (awaits_person IN (0, 1));
ALTER TABLE appointment ADD COLUMN answered_at   INTEGER;
ALTER TABLE appointment ADD COLUMN finished_at   INTEGER;
ALTER TABLE appointment ADD COLUMN outcome       TEXT    NOT NULL DEFAULT '';
ALTER TABLE appointment ADD COLUMN activity      TEXT    NOT NULL DEFAULT ''; -- of a project, where it is not its service's
ALTER TABLE appointment ADD COLUMN person        BLOB;                        -- keyed hash of the telephone, or of the e-mail; NULL without either or once erased
ALTER TABLE appointment ADD COLUMN indexed       INTEGER NOT NULL DEFAULT 0;  -- by which rules it is found (formsapi.IndexRules); older ones are renewed in the background

-- One pass over the table: each writes every row anew. What is an answer is as
-- formsapi.workEffects has it: being written down, or missed, is none.
UPDATE appointment
   SET finished_at   = closed_at,
       outcome       = CASE WHEN closed_at IS NULL THEN '' ELSE 'unrecorded' END,
       awaits_person = (state = 'proposed'),
       due_at        = CASE WHEN closed_at IS NOT NULL THEN NULL
                            WHEN state = 'confirmed' THEN start_at + minutes * 60000
                            ELSE coalesce(hold_until, created_at + 7 * 86400000) END,
       answered_at   = (SELECT min(h.at) FROM appointment_history h
                         WHERE h.appointment = appointment.id
                           AND (h.event = 'book' OR h.done_by NOT IN ('public', 'time')
                                AND h.event IN ('confirm', 'propose', 'move', 'decline', 'cancel', 'withdraw', 'attend', 'record')));

CREATE INDEX appointment_to_index ON appointment (id) WHERE indexed = 0;

-- What a step of staff took back, until it cannot be undone any more: the places as
-- they were, and the messages. by_version is the version that the step led to.
CREATE TABLE kept_place (
    appointment BLOB    NOT NULL REFERENCES appointment (id),
    by_version  INTEGER NOT NULL,
    office      TEXT    NOT NULL,
    desk        INTEGER NOT NULL,
    unit        INTEGER NOT NULL,
    until       INTEGER NOT NULL,
    PRIMARY KEY (appointment, by_version, desk, unit)
) STRICT, WITHOUT ROWID;
CREATE INDEX kept_place_until ON kept_place (until);

ALTER TABLE outbox ADD COLUMN version INTEGER NOT NULL DEFAULT 0; -- of the appointment that the message tells of

CREATE TABLE kept_message (
    id           BLOB    NOT NULL,
    appointment  BLOB    NOT NULL REFERENCES appointment (id),
    by_version   INTEGER NOT NULL,
    until        INTEGER NOT NULL,
    office       TEXT    NOT NULL,
    notice       TEXT    NOT NULL,
    channel      TEXT    NOT NULL,
    language     TEXT    NOT NULL,
    due_at       INTEGER NOT NULL,
    concerns_at  INTEGER,
    sealed       BLOB    NOT NULL,
    attempts     INTEGER NOT NULL,
    dead_at      INTEGER,
    failure      TEXT    NOT NULL,
    called_at    INTEGER NOT NULL,
    unanswered   INTEGER NOT NULL,
    version      INTEGER NOT NULL,
    PRIMARY KEY (appointment, by_version, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX kept_message_until ON kept_message (until);

-- Answers that did not arrive: few, and each is looked at until its history says so.
CREATE INDEX outbox_undelivered ON outbox (appointment, dead_at) WHERE notice = 'reply' AND dead_at IS NOT NULL AND sent_at IS NULL;

-- For colleagues only. A note that was struck out stays as a row without words.
CREATE TABLE note (
    id          BLOB    NOT NULL PRIMARY KEY, -- UUIDv7
    appointment BLOB    NOT NULL REFERENCES appointment (id),
    at          INTEGER NOT NULL,
    done_by     TEXT    NOT NULL,
    struck_at   INTEGER,
    sealed      BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX note_by_appointment ON note (appointment, id);

CREATE TABLE flag (
    appointment BLOB    NOT NULL REFERENCES appointment (id),
    staff       BLOB    NOT NULL REFERENCES staff (id), -- who is asked to look
    done_by     TEXT    NOT NULL,
    at          INTEGER NOT NULL,
    PRIMARY KEY (appointment, staff)
) STRICT, WITHOUT ROWID;
CREATE INDEX flag_by_staff ON flag (staff, at, appointment);

CREATE TABLE draft (
    staff       BLOB    NOT NULL REFERENCES staff (id),
    appointment BLOB    NOT NULL REFERENCES appointment (id),
    kind        TEXT    NOT NULL, -- note, reply
    at          INTEGER NOT NULL,
    sealed      BLOB    NOT NULL,
    PRIMARY KEY (staff, appointment, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX draft_by_time ON draft (at);

-- People and rights: the second factor, and what sessions are told apart by.
CREATE TABLE second_factor (
    staff        BLOB    NOT NULL PRIMARY KEY REFERENCES staff (id),
    ring_key     TEXT    NOT NULL,
    wrapped      BLOB    NOT NULL,
    sealed       BLOB    NOT NULL, -- the TOTP secret
    confirmed_at INTEGER NOT NULL, -- when a code has shown that the app has it
    last_step    INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE recovery_code (
    staff   BLOB    NOT NULL REFERENCES staff (id),
    hash    BLOB    NOT NULL,
    used_at INTEGER,
    PRIMARY KEY (staff, hash)
) STRICT, WITHOUT ROWID;

-- Which languages a colleague speaks with people, as they have said themselves.
CREATE TABLE staff_language (
    staff    BLOB NOT NULL REFERENCES staff (id),
    language TEXT NOT NULL, -- BCP 47
    PRIMARY KEY (staff, language)
) STRICT, WITHOUT ROWID;

-- Keyed hashes: who can write here and has no key makes no password, link or session,
-- gives no role, opens no closed account, takes no second factor away and gives no
-- account another's e-mail, which is written once.
-- Those of before get theirs with this migration (migrate_accounts.go).
ALTER TABLE staff      ADD COLUMN password_mac BLOB NOT NULL DEFAULT x''; -- of the account and its password's hash
ALTER TABLE staff      ADD COLUMN grants_mac   BLOB NOT NULL DEFAULT x''; -- of the account, its roles, and whether it is closed
ALTER TABLE staff      ADD COLUMN factor_mac   BLOB NOT NULL DEFAULT x''; -- of the account and its second factor, or that it has none
ALTER TABLE staff      ADD COLUMN email_mac    BLOB NOT NULL DEFAULT x''; -- of the account and its e-mail
ALTER TABLE invitation ADD COLUMN mac          BLOB NOT NULL DEFAULT x'';

-- What was made of accounts lately, for coordinators.
CREATE INDEX audit_of_accounts ON audit (at, seq) WHERE action IN ('staff.invite', 'staff.grants', 'staff.disable', 'staff.reopen', 'staff.reset', 'staff.second-factor-taken');

-- A colleague is told at sign-in who took their second factor away.
CREATE INDEX audit_by_second_factor ON audit (subject, seq) WHERE action = 'staff.second-factor-taken';

ALTER TABLE session ADD COLUMN id       BLOB;                        -- what its owner ends it by; not the token
ALTER TABLE session ADD COLUMN began_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN seen_at  INTEGER NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN mac      BLOB    NOT NULL DEFAULT x''; -- keyed hash of all that it says
ALTER TABLE session ADD COLUMN browser  TEXT    NOT NULL DEFAULT ''; -- such as "Firefox, Windows"

-- Account of everything, per request.
CREATE INDEX audit_by_subject ON audit (subject, seq);

-- Erasing a person: asked for, confirmed by a second person or by time, carried
-- out or taken back. Once it has begun nobody takes it back.
CREATE TABLE erasure (
    id           BLOB    NOT NULL PRIMARY KEY, -- UUIDv7
    appointment  BLOB    NOT NULL, -- the request from whose page it was asked for
    office       TEXT    NOT NULL,
    asked_by     TEXT    NOT NULL,
    asked_at     INTEGER NOT NULL,
    due_at       INTEGER,          -- when it is carried out by itself; NULL: it waits for a second person
    confirmed_by TEXT    NOT NULL DEFAULT '',
    begun_at     INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX erasure_open ON erasure (asked_at);

-- Which requests it is about, as they were shown to who asked; until it is over.
CREATE TABLE erasure_record (
    erasure BLOB NOT NULL REFERENCES erasure (id),
    record  BLOB NOT NULL,
    office  TEXT NOT NULL,
    PRIMARY KEY (erasure, record)
) STRICT, WITHOUT ROWID;
CREATE INDEX erasure_by_record ON erasure_record (record);

-- What the retention job looks for each night.
CREATE INDEX retention_finished ON appointment (finished_at, id) WHERE finished_at IS NOT NULL;
CREATE INDEX retention_message  ON outbox (sent_at)              WHERE sent_at IS NOT NULL;
CREATE INDEX retention_rating   ON rating (created_at, id)       WHERE length(sealed) > 0;

-- By what an erasing finds what is left of a record: without them each one, of a
-- hundred records or of a single person, reads these tables from end to end while
-- nobody can store anything.
CREATE INDEX blind_index_by_record ON blind_index (record);
CREATE INDEX idempotency_by_record ON idempotency (record);
CREATE INDEX draft_by_appointment  ON draft (appointment);

-- From which entry on the audit log is kept: the last one that was removed. An
-- entry of the log says the same.
CREATE TABLE audit_base (
    id  INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    seq INTEGER NOT NULL,
    mac BLOB    NOT NULL
) STRICT;

-- What is left of a request that was erased: enough to count it.
CREATE TABLE tally (
    office   TEXT    NOT NULL,
    month    TEXT    NOT NULL, -- 2006-01
    service  TEXT    NOT NULL,
    activity TEXT    NOT NULL,
    language TEXT    NOT NULL,
    channel  TEXT    NOT NULL,
    outcome  TEXT    NOT NULL,
    requests INTEGER NOT NULL CHECK (requests > 0),
    PRIMARY KEY (office, month, service, activity, language, channel, outcome)
) STRICT, WITHOUT ROWID;

-- The two questions about the service. Nothing leads from a row to a request: the
-- day is all of the time that is kept.
CREATE TABLE experience (
    id       BLOB    NOT NULL PRIMARY KEY, -- random, not by time
    day      TEXT    NOT NULL,             -- 2006-01-02
    office   TEXT    NOT NULL,
    service  TEXT    NOT NULL,
    language TEXT    NOT NULL,
    helped   INTEGER NOT NULL CHECK (helped BETWEEN 1 AND 5),
    treated  INTEGER NOT NULL CHECK (treated BETWEEN 1 AND 5)
) STRICT, WITHOUT ROWID;
CREATE INDEX experience_by_office ON experience (office, day, helped, treated);

ALTER TABLE appointment ADD COLUMN rated_at INTEGER; -- who has answered the two questions is not asked again: the beginning of the month, since the day would lead to the answer

-- All that a report takes of a request: it is read from here alone.
CREATE INDEX report_contacts ON appointment (
    office, created_at, service, activity, language, channel, outcome, state, start_at, answered_at, finished_at, person
) WHERE set_aside = 0;

-- Comments on pages that somebody has read.
CREATE TABLE rating_mark (
    rating  BLOB    NOT NULL PRIMARY KEY REFERENCES rating (id),
    done_by TEXT    NOT NULL,
    at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The lists of before, which nothing goes by any more.
DROP INDEX appointment_by_state;
DROP INDEX appointment_by_nobody;
DROP INDEX appointment_open;
DROP INDEX appointment_open_by_office;

-- The tabs of the inbox: each begins with what it is narrowed by. What is due by no
-- time comes last. The columns behind the id are there so that a tab is counted in its
-- index alone; where they are empty they take a byte.
CREATE INDEX casework_new      ON appointment (office, created_at, id, finished_at, assignee, answered_at, set_aside) WHERE set_aside = 0 AND finished_at IS NULL AND assignee IS NULL AND answered_at IS NULL;
CREATE INDEX casework_open     ON appointment (office, created_at, id) WHERE set_aside = 0 AND finished_at IS NULL;
CREATE INDEX casework_due      ON appointment (office, coalesce(due_at, 9223372036854775807), id, awaits_person, finished_at, set_aside) WHERE set_aside = 0 AND finished_at IS NULL;
CREATE INDEX casework_urgent   ON appointment (office, 2 - urgency, coalesce(due_at, 9223372036854775807), id, awaits_person) WHERE set_aside = 0 AND finished_at IS NULL;
CREATE INDEX casework_waiting  ON appointment (office, coalesce(due_at, 9223372036854775807), id, finished_at, awaits_person, set_aside) WHERE set_aside = 0 AND finished_at IS NULL AND awaits_person = 1;
CREATE INDEX casework_mine     ON appointment (assignee, coalesce(due_at, 9223372036854775807), id, office, finished_at, set_aside) WHERE set_aside = 0 AND finished_at IS NULL AND assignee IS NOT NULL;
CREATE INDEX casework_finished ON appointment (office, finished_at, id) WHERE set_aside = 0 AND finished_at IS NOT NULL;
