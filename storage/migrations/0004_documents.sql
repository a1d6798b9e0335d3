ALTER TABLE inspection ADD COLUMN started_at TEXT;
ALTER TABLE inspection ADD COLUMN period_start TEXT;
ALTER TABLE inspection ADD COLUMN period_end TEXT;
ALTER TABLE inspection ADD COLUMN place TEXT;
ALTER TABLE inspection ADD COLUMN colleagues TEXT;
ALTER TABLE inspection ADD COLUMN representative_name TEXT;
ALTER TABLE inspection ADD COLUMN representative_position TEXT;
ALTER TABLE inspection ADD COLUMN acquaintance TEXT
    CHECK (acquaintance IN ('signed', 'refused_to_sign', 'refused_to_read', 'absent'));

ALTER TABLE answer ADD COLUMN severity TEXT
    CHECK (severity IN ('gross', 'significant', 'minor'));

CREATE TABLE measure (
    inspection INTEGER NOT NULL REFERENCES inspection (id),
    requirement TEXT NOT NULL,
    due TEXT NOT NULL,
    instruction TEXT,
    PRIMARY KEY (inspection, requirement)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER measure_inserted AFTER INSERT ON measure BEGIN
    UPDATE inspection SET version = version + 1 WHERE id = NEW.inspection;
END;
CREATE TRIGGER measure_updated AFTER UPDATE ON measure BEGIN
    UPDATE inspection SET version = version + 1 WHERE id = NEW.inspection;
END;

ALTER TABLE act ADD COLUMN edition TEXT CHECK (edition IN ('kk', 'ru', 'kk+ru', 'en'));
ALTER TABLE act ADD COLUMN data_hash TEXT;
ALTER TABLE act ADD COLUMN previous_hash TEXT;
UPDATE act SET edition = original_language;

CREATE TABLE document (
    act INTEGER NOT NULL REFERENCES act (id),
    kind TEXT NOT NULL CHECK (kind IN ('act', 'order')),
    edition TEXT NOT NULL CHECK (edition IN ('kk', 'ru', 'kk+ru', 'en')),
    sha256 TEXT NOT NULL,
    printed_at TEXT NOT NULL,
    PRIMARY KEY (act, kind, edition)
) STRICT, WITHOUT ROWID;
CREATE INDEX document_by_file ON document (sha256);
INSERT INTO document SELECT act, 'act', language, sha256, printed_at FROM act_document;
DROP TABLE act_document;

ALTER TABLE outsider ADD COLUMN codes_tried INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outsider ADD COLUMN codes_tried_since REAL;
