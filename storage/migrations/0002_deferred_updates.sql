CREATE TABLE deferred_update (
    id INTEGER PRIMARY KEY,
    person INTEGER NOT NULL,
    raw TEXT NOT NULL
) STRICT;
CREATE INDEX deferred_update_of_person ON deferred_update (person, id);
CREATE INDEX outbox_blocked ON outbox (lane, id) WHERE state = 'blocked';
