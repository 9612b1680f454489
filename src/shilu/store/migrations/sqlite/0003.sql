-- Derived: each story as it was judged, by a digest of all that it was judged of; and what its articles can be found by.
CREATE TABLE account (
    id TEXT PRIMARY KEY,
    body BLOB NOT NULL -- zlib
) STRICT, WITHOUT ROWID;
CREATE TABLE label (
    field TEXT NOT NULL, -- story, kind, day, place, person, organisation, outlet
    value TEXT NOT NULL,
    path TEXT NOT NULL,
    account TEXT NOT NULL REFERENCES account (id),
    PRIMARY KEY (field, value, path, account)
) STRICT, WITHOUT ROWID;
CREATE INDEX label_account ON label (account);
