-- All derived, and dropped at will: what an update has come to, so that the next one looks only at what is new.
CREATE TABLE state (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE reading ( -- what the newest content of each path was read as
    path TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL,
    article TEXT, -- its id; NULL: it is none
    published TEXT, -- as articles are ordered: 0 and the instant in UTC, or 1 without one; NULL: no article
    stage TEXT, -- of a failure
    reason TEXT, -- of a failure, or why it is no article
    due INTEGER NOT NULL -- 1: whether its article is where it belongs is to be looked at
) STRICT, WITHOUT ROWID;
CREATE INDEX reading_article ON reading (article, path);
CREATE INDEX reading_due ON reading (path) WHERE due = 1;
CREATE INDEX reading_failed ON reading (path) WHERE stage IS NOT NULL;
CREATE TABLE placed ( -- the articles in the order in which they were sorted into stories
    step INTEGER PRIMARY KEY,
    article TEXT NOT NULL UNIQUE,
    published TEXT NOT NULL, -- as it is ordered: 0 and the instant in UTC, or 1 without one
    path TEXT NOT NULL,
    sha256 TEXT NOT NULL
) STRICT;
CREATE INDEX placed_published ON placed (published, article);
CREATE INDEX placed_path ON placed (path);
CREATE TABLE page ( -- what the sorting remembers
    name TEXT NOT NULL,
    key BLOB NOT NULL,
    value BLOB NOT NULL,
    PRIMARY KEY (name, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE undone ( -- what the newest steps changed in a table of pages, as it was before
    step INTEGER NOT NULL,
    name TEXT NOT NULL,
    olds BLOB NOT NULL, -- MessagePack: key -> value, nil for what was not there
    PRIMARY KEY (step, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE story (
    id TEXT PRIMARY KEY,
    size INTEGER NOT NULL, -- articles
    account TEXT REFERENCES account (id), -- as it was told last; NULL: not yet
    due INTEGER NOT NULL -- 1: it may have changed since
) STRICT, WITHOUT ROWID;
CREATE INDEX story_size ON story (size);
CREATE INDEX story_due ON story (id) WHERE due = 1;
CREATE INDEX story_account ON story (account);
CREATE INDEX left_out_failed ON left_out (path) WHERE stage IS NOT NULL;
