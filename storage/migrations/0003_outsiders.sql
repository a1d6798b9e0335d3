CREATE TABLE outsider (
    salted_sha256 TEXT PRIMARY KEY,
    answered_at REAL,
    wrong_tokens INTEGER NOT NULL DEFAULT 0,
    wrong_tokens_since REAL,
    silent_until REAL
) STRICT, WITHOUT ROWID;
