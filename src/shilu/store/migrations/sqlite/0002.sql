-- Posts that were removed for good: the key is the SHA-256 of their bytes, or an article's id; never a word of theirs.
CREATE TABLE forgotten (
    key TEXT PRIMARY KEY,
    reason TEXT NOT NULL,
    recorded TEXT NOT NULL,
    erased TEXT -- when no trace of the post was left in free pages either; NULL: not yet
) STRICT, WITHOUT ROWID;
-- The search index numbers articles by their time: the rows are put in again, under new numbers.
ALTER TABLE searched RENAME TO searched_before;
DROP INDEX IF EXISTS searched_published;
CREATE TABLE searched (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE,
    sha256 TEXT NOT NULL,
    published TEXT,
    outlet TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;
INSERT INTO words (words) VALUES ('delete-all');
