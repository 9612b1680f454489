-- What is kept: raw bytes by content, which path had which content when, what was no post, runs, judgements.
CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    began TEXT NOT NULL,
    ended TEXT,
    shilu TEXT NOT NULL,
    rules TEXT NOT NULL,
    new INTEGER,
    known INTEGER
) STRICT;
CREATE TABLE raw (
    sha256 TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    body BLOB NOT NULL -- zlib
) STRICT, WITHOUT ROWID;
CREATE TABLE input (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL,
    sha256 TEXT NOT NULL REFERENCES raw (sha256),
    recorded TEXT NOT NULL,
    run INTEGER NOT NULL REFERENCES run (id)
) STRICT;
CREATE INDEX input_path ON input (path, id);
CREATE TABLE left_out (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL,
    stage TEXT, -- NULL: a named skip, no failure
    reason TEXT NOT NULL,
    recorded TEXT NOT NULL,
    run INTEGER NOT NULL REFERENCES run (id)
) STRICT;
CREATE INDEX left_out_path ON left_out (path, id);
CREATE TABLE judgement (
    id TEXT PRIMARY KEY,
    body BLOB NOT NULL,
    recorded TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- What is derived and can be made again: marks by content, rules and tagger; the search index.
CREATE TABLE marks (
    sha256 TEXT NOT NULL,
    path TEXT NOT NULL,
    maker TEXT NOT NULL, -- digest of the rules, and the tagger's name
    body BLOB NOT NULL,
    PRIMARY KEY (sha256, path, maker)
) STRICT, WITHOUT ROWID;
CREATE TABLE searched (
    id INTEGER PRIMARY KEY, -- seconds of publication times 4096, and a number: newest first is the index's own order
    path TEXT NOT NULL UNIQUE,
    sha256 TEXT NOT NULL,
    published TEXT,
    outlet TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE words USING fts5 (body, content = '', tokenize = "unicode61 remove_diacritics 0");
