CREATE TABLE act (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    inspection INTEGER NOT NULL REFERENCES inspection (id),
    year INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    code TEXT NOT NULL UNIQUE,
    original_language TEXT NOT NULL CHECK (original_language IN ('kk', 'ru', 'en')),
    official_name TEXT NOT NULL,
    official_position TEXT NOT NULL,
    finished_at TEXT NOT NULL, edition TEXT CHECK (edition IN ('kk', 'ru', 'kk+ru', 'en')), data_hash TEXT, previous_hash TEXT, official INTEGER REFERENCES person (id),
    UNIQUE (year, sequence, revision),
    UNIQUE (inspection, revision)
) STRICT;

CREATE TRIGGER answer_inserted AFTER INSERT ON answer BEGIN
    UPDATE inspection SET version = version + 1, updated_at = NEW.answered_at
    WHERE id = NEW.inspection;
END;

CREATE TRIGGER answer_updated AFTER UPDATE ON answer BEGIN
    UPDATE inspection SET version = version + 1, updated_at = NEW.answered_at
    WHERE id = NEW.inspection;
END;

CREATE TABLE answer (
    inspection INTEGER NOT NULL REFERENCES inspection (id),
    requirement TEXT NOT NULL,
    verdict TEXT CHECK (verdict IN ('complies', 'violates', 'not_applicable')),
    alternative TEXT,
    reason TEXT,
    remark TEXT,
    version INTEGER NOT NULL,
    previous TEXT,
    author INTEGER NOT NULL REFERENCES person (id),
    answered_at TEXT NOT NULL, severity TEXT
    CHECK (severity IN ('gross', 'significant', 'minor')),
    PRIMARY KEY (inspection, requirement)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit BEGIN
    SELECT RAISE(ABORT, 'the audit is append-only');
END;

CREATE TRIGGER audit_is_never_updated BEFORE UPDATE ON audit BEGIN
    SELECT RAISE(ABORT, 'the audit is append-only');
END;

CREATE TRIGGER audit_only_grows BEFORE INSERT ON audit
WHEN NEW.seq IS NOT NULL AND NEW.seq <= (SELECT COALESCE(MAX(seq), 0) FROM audit) BEGIN
    SELECT RAISE(ABORT, 'the audit is append-only');
END;

CREATE TABLE audit (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    actor INTEGER,
    action TEXT NOT NULL,
    inspection INTEGER,
    details TEXT NOT NULL,
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;

CREATE TABLE bookmark (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE checklist (
    sha256 TEXT PRIMARY KEY,
    id TEXT NOT NULL,
    edition TEXT NOT NULL,
    source TEXT NOT NULL
) STRICT;

CREATE TABLE conversation (
    chat INTEGER NOT NULL,
    person INTEGER NOT NULL,
    destiny TEXT NOT NULL,
    state TEXT,
    data TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY (chat, person, destiny)
) STRICT, WITHOUT ROWID;

CREATE TABLE dead_letter (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    update_id INTEGER,
    raw TEXT NOT NULL,
    error TEXT NOT NULL,
    buried_at REAL NOT NULL
) STRICT;

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

CREATE TABLE deferred_update (
    id INTEGER PRIMARY KEY,
    person INTEGER NOT NULL,
    raw TEXT NOT NULL
) STRICT;

CREATE INDEX deferred_update_of_person ON deferred_update (person, id);

CREATE TABLE document (
    act INTEGER NOT NULL REFERENCES act (id),
    kind TEXT NOT NULL CHECK (kind IN ('act', 'order')),
    edition TEXT NOT NULL CHECK (edition IN ('kk', 'ru', 'kk+ru', 'en')),
    sha256 TEXT NOT NULL,
    printed_at TEXT NOT NULL,
    PRIMARY KEY (act, kind, edition)
) STRICT, WITHOUT ROWID;

CREATE INDEX document_by_file ON document (sha256);

CREATE TRIGGER evidence_inserted AFTER INSERT ON evidence BEGIN
    UPDATE inspection SET version = version + 1, updated_at = NEW.sent_at
    WHERE id = NEW.inspection;
END;

CREATE TRIGGER evidence_updated AFTER UPDATE OF status ON evidence BEGIN
    UPDATE inspection SET version = version + 1 WHERE id = NEW.inspection;
END;

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

CREATE INDEX evidence_of_author ON evidence (author, sent_at);

CREATE INDEX evidence_of_inspection ON evidence (inspection, requirement);

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

CREATE UNIQUE INDEX correction_of_inspection ON inspection (corrects) WHERE status <> 'cancelled';

CREATE INDEX inspection_of_inspector ON inspection (inspector, status, updated_at DESC);

CREATE INDEX inspection_of_subject ON inspection (subject_number, inspector, updated_at DESC);

CREATE TABLE invitation (
    token_sha256 TEXT PRIMARY KEY,
    role TEXT NOT NULL CHECK (role IN ('inspector', 'supervisor', 'admin')),
    created_by INTEGER REFERENCES person (id),
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    used_by INTEGER,
    used_at TEXT
) STRICT;

CREATE TRIGGER measure_inserted AFTER INSERT ON measure BEGIN
    UPDATE inspection SET version = version + 1 WHERE id = NEW.inspection;
END;

CREATE TRIGGER measure_updated AFTER UPDATE ON measure BEGIN
    UPDATE inspection SET version = version + 1 WHERE id = NEW.inspection;
END;

CREATE TABLE measure (
    inspection INTEGER NOT NULL REFERENCES inspection (id),
    requirement TEXT NOT NULL,
    due TEXT NOT NULL,
    instruction TEXT,
    PRIMARY KEY (inspection, requirement)
) STRICT, WITHOUT ROWID;

CREATE TABLE "outbox" (
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

CREATE INDEX outbox_blocked ON outbox (lane, id) WHERE state = 'blocked';

CREATE INDEX outbox_planned ON outbox (due_at) WHERE state = 'planned';

CREATE UNIQUE INDEX outbox_planned_once ON outbox (kind, subject) WHERE state = 'planned';

CREATE INDEX outbox_waiting ON outbox (lane, id) WHERE state = 'waiting';

CREATE TABLE outsider (
    salted_sha256 TEXT PRIMARY KEY,
    answered_at REAL,
    wrong_tokens INTEGER NOT NULL DEFAULT 0,
    wrong_tokens_since REAL,
    silent_until REAL
, codes_tried INTEGER NOT NULL DEFAULT 0, codes_tried_since REAL) STRICT, WITHOUT ROWID;

CREATE TRIGGER participant_deleted AFTER DELETE ON participant BEGIN
    UPDATE inspection SET version = version + 1 WHERE id = OLD.inspection;
END;

CREATE TRIGGER participant_inserted AFTER INSERT ON participant BEGIN
    UPDATE inspection SET version = version + 1 WHERE id = NEW.inspection;
END;

CREATE TABLE participant (
    inspection INTEGER NOT NULL REFERENCES inspection (id),
    person INTEGER NOT NULL REFERENCES person (id),
    full_name TEXT,
    position TEXT,
    joined_at TEXT NOT NULL,
    PRIMARY KEY (inspection, person)
) STRICT, WITHOUT ROWID;

CREATE INDEX participant_of_person ON participant (person, inspection);

CREATE TABLE person (
    id INTEGER PRIMARY KEY,
    language TEXT NOT NULL CHECK (language IN ('kk', 'ru', 'en')),
    language_chosen INTEGER NOT NULL CHECK (language_chosen IN (0, 1)),
    role TEXT CHECK (role IN ('inspector', 'supervisor', 'admin')),
    full_name TEXT,
    position TEXT,
    state_body TEXT,
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    joined_at TEXT NOT NULL
, last_seen_at TEXT, time_zone TEXT, digest_at TEXT, digested_at TEXT) STRICT;

CREATE TABLE processed_update (
    id INTEGER PRIMARY KEY,
    processed_at REAL NOT NULL
) STRICT;

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

CREATE INDEX proof_of_author ON proof (author, sent_at);

CREATE INDEX proof_of_deadline ON proof (inspection, requirement);

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

CREATE TABLE screen (
    chat INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    inspection INTEGER,
    requirement TEXT,
    is_current INTEGER NOT NULL CHECK (is_current IN (0, 1)),
    PRIMARY KEY (chat, message_id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX current_screen ON screen (chat) WHERE is_current;

CREATE TABLE sqlite_sequence(name,seq);

CREATE TABLE submission (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    act INTEGER NOT NULL REFERENCES act (id),
    supervisor INTEGER NOT NULL REFERENCES person (id),
    status TEXT NOT NULL CHECK (status IN ('queued', 'delivered', 'failed')),
    failure TEXT,
    submitted_at TEXT NOT NULL, message_id INTEGER, withdrawn_at TEXT,
    UNIQUE (act, supervisor)
) STRICT;

CREATE INDEX submission_of_supervisor ON submission (supervisor, submitted_at DESC);

