-- Derived: each story as it was judged, by a digest of all that it was judged of; and what its articles can be found by.
CREATE TABLE account (
    id text COLLATE "C" PRIMARY KEY,
    body bytea NOT NULL -- zlib
);
ALTER TABLE account ALTER body SET STORAGE EXTERNAL; -- it is compressed already
CREATE TABLE label (
    field text COLLATE "C" NOT NULL, -- story, kind, day, place, person, organisation, outlet
    value text COLLATE "C" NOT NULL,
    path text COLLATE "C" NOT NULL,
    account text COLLATE "C" NOT NULL REFERENCES account (id),
    PRIMARY KEY (field, value, path, account)
);
CREATE INDEX label_account ON label (account);
