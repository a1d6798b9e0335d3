CREATE TABLE deferred_update (
    id INTEGER PRIMARY KEY,
    person INTEGER NOT NULL,
    raw TEXT NOT NULL,
    due_at REAL NOT NULL
) STRICT;
CREATE INDEX deferred_update_of_person ON deferred_update (person, id);
