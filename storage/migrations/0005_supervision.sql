PRAGMA defer_foreign_keys = ON;

-- A CHECK cannot be widened: the table is made anew, and the rows that point at it find it again.
CREATE TABLE former_inspection AS SELECT * FROM inspection;
DROP TABLE inspection;
CREATE TABLE inspection (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    inspector INTEGER NOT NULL REFERENCES person (id),
    checklist TEXT NOT NULL REFERENCES checklist (sha256),
    status TEXT NOT NULL DEFAULT 'draft' CHECK (status IN (
        'draft', 'cancelled', 'finished', 'submitted', 'accepted', 'returned', 'superseded'
    )),
    revision INTEGER NOT NULL DEFAULT 1,
    version INTEGER NOT NULL DEFAULT 0,
    state_body TEXT,
    appointment_number TEXT,
    appointment_date TEXT,
    subject_name TEXT,
    subject_number TEXT,
    address TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    started_at TEXT,
    period_start TEXT,
    period_end TEXT,
    place TEXT,
    colleagues TEXT,
    representative_name TEXT,
    representative_position TEXT,
    acquaintance TEXT
        CHECK (acquaintance IN ('signed', 'refused_to_sign', 'refused_to_read', 'absent')),
    corrects INTEGER REFERENCES inspection (id),
    correction_reason TEXT,
    corrected_by INTEGER REFERENCES person (id)
) STRICT;
INSERT INTO inspection SELECT *, NULL, NULL, NULL FROM former_inspection;
DROP TABLE former_inspection;
CREATE INDEX inspection_of_inspector ON inspection (inspector, status, updated_at DESC);
CREATE INDEX inspection_of_subject ON inspection (subject_number, inspector, updated_at DESC);
CREATE UNIQUE INDEX correction_of_inspection ON inspection (corrects) WHERE status <> 'cancelled';

-- A correction takes the evidence over, so that a message may be evidence in several revisions.
CREATE TABLE former_evidence AS SELECT * FROM evidence;
DROP TABLE evidence;
CREATE TABLE evidence (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    inspection INTEGER NOT NULL REFERENCES inspection (id),
    requirement TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('photo', 'document', 'voice', 'location')),
    status TEXT NOT NULL CHECK (status IN ('pending', 'stored', 'refused')),
    caption TEXT,
    author INTEGER NOT NULL REFERENCES person (id),
    message_id INTEGER NOT NULL,
    file_id TEXT,
    file_size INTEGER,
    sha256 TEXT,
    refusal TEXT,
    latitude REAL,
    longitude REAL,
    sent_at TEXT NOT NULL,
    inherited INTEGER NOT NULL DEFAULT 0 CHECK (inherited IN (0, 1)),
    author_name TEXT,
    UNIQUE (inspection, author, message_id)
) STRICT;
INSERT INTO evidence SELECT *, 0, NULL FROM former_evidence;
DROP TABLE former_evidence;
CREATE INDEX evidence_of_inspection ON evidence (inspection, requirement);
CREATE INDEX evidence_of_author ON evidence (author, sent_at);
CREATE TRIGGER evidence_inserted AFTER INSERT ON evidence BEGIN
    UPDATE inspection SET version = version + 1, updated_at = NEW.sent_at
    WHERE id = NEW.inspection;
END;
CREATE TRIGGER evidence_updated AFTER UPDATE OF status ON evidence BEGIN
    UPDATE inspection SET version = version + 1 WHERE id = NEW.inspection;
END;

-- Co-inspectors; name and position are written down when the act is finished.
CREATE TABLE participant (
    inspection INTEGER NOT NULL REFERENCES inspection (id),
    person INTEGER NOT NULL REFERENCES person (id),
    full_name TEXT,
    position TEXT,
    joined_at TEXT NOT NULL,
    PRIMARY KEY (inspection, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX participant_of_person ON participant (person, inspection);
CREATE TRIGGER participant_inserted AFTER INSERT ON participant BEGIN
    UPDATE inspection SET version = version + 1 WHERE id = NEW.inspection;
END;
CREATE TRIGGER participant_deleted AFTER DELETE ON participant BEGIN
    UPDATE inspection SET version = version + 1 WHERE id = OLD.inspection;
END;

-- Who finished an act: its inspection may be led by somebody else later.
ALTER TABLE act ADD COLUMN official INTEGER REFERENCES person (id);
UPDATE act SET official = (SELECT inspector FROM inspection WHERE inspection.id = act.inspection);

ALTER TABLE submission ADD COLUMN message_id INTEGER;
ALTER TABLE submission ADD COLUMN withdrawn_at TEXT;

-- What was said about an act: decisions, withdrawals, requests for a correction.
CREATE TABLE review (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    act INTEGER NOT NULL REFERENCES act (id),
    step TEXT NOT NULL CHECK (step IN (
        'withdrawn', 'accepted', 'returned', 'correction_asked', 'correction_declined', 'unlocked'
    )),
    author INTEGER NOT NULL REFERENCES person (id),
    remark TEXT,
    requirements TEXT NOT NULL DEFAULT '[]',
    voice_file_id TEXT,
    voice_sha256 TEXT,
    said_at TEXT NOT NULL
) STRICT;
CREATE INDEX review_of_act ON review (act, id);

-- The terms of an order after the act was finished; `due` moves when a term is extended.
CREATE TABLE deadline (
    inspection INTEGER NOT NULL REFERENCES inspection (id),
    requirement TEXT NOT NULL,
    ordered_due TEXT NOT NULL,
    due TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'eliminated', 'not_eliminated')),
    remark TEXT,
    extension_reason TEXT,
    settled_by INTEGER REFERENCES person (id),
    settled_at TEXT,
    version INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (inspection, requirement)
) STRICT, WITHOUT ROWID;
CREATE INDEX deadline_open ON deadline (due) WHERE state = 'open';
INSERT INTO deadline (inspection, requirement, ordered_due, due)
SELECT measure.inspection, measure.requirement, measure.due, measure.due
FROM measure
JOIN inspection ON inspection.id = measure.inspection
    AND inspection.status IN ('finished', 'submitted')
JOIN answer ON answer.inspection = measure.inspection
    AND answer.requirement = measure.requirement AND answer.verdict = 'violates';

-- What somebody sends counts once it is confirmed: `settled` is the deadline's version by then.
CREATE TABLE proof (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    inspection INTEGER NOT NULL,
    requirement TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('photo', 'document', 'voice')),
    status TEXT NOT NULL CHECK (status IN ('pending', 'stored', 'refused')),
    caption TEXT,
    author INTEGER NOT NULL REFERENCES person (id),
    message_id INTEGER NOT NULL,
    file_id TEXT NOT NULL,
    file_size INTEGER,
    sha256 TEXT,
    refusal TEXT,
    sent_at TEXT NOT NULL,
    settled INTEGER,
    UNIQUE (inspection, author, message_id),
    FOREIGN KEY (inspection, requirement) REFERENCES deadline (inspection, requirement)
) STRICT;
CREATE INDEX proof_of_deadline ON proof (inspection, requirement);
CREATE INDEX proof_of_author ON proof (author, sent_at);

ALTER TABLE person ADD COLUMN last_seen_at TEXT;
ALTER TABLE person ADD COLUMN time_zone TEXT;
ALTER TABLE person ADD COLUMN digest_at TEXT;
ALTER TABLE person ADD COLUMN digested_at TEXT;

-- Planned rows wait for their time outside of the lanes; then they become waiting ones.
CREATE TABLE present_outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    lane TEXT NOT NULL,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    topic TEXT,
    subject TEXT,
    state TEXT NOT NULL DEFAULT 'waiting'
        CHECK (state IN ('planned', 'waiting', 'blocked', 'dead')),
    tries INTEGER NOT NULL DEFAULT 0,
    due_at REAL NOT NULL,
    error TEXT
) STRICT;
INSERT INTO present_outbox SELECT * FROM outbox;
DROP TABLE outbox;
ALTER TABLE present_outbox RENAME TO outbox;
CREATE INDEX outbox_waiting ON outbox (lane, id) WHERE state = 'waiting';
CREATE INDEX outbox_blocked ON outbox (lane, id) WHERE state = 'blocked';
CREATE INDEX outbox_planned ON outbox (due_at) WHERE state = 'planned';
CREATE UNIQUE INDEX outbox_planned_once ON outbox (kind, subject) WHERE state = 'planned';
