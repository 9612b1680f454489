-- Long rows of pages stand apart, in a table by row number: by key, SQLite begins a page of 4 kB for what passes 1,002 bytes of a row.
-- All of it is derived, and made anew.
CREATE TABLE sheet (
    name TEXT NOT NULL,
    key BLOB NOT NULL,
    value BLOB NOT NULL,
    PRIMARY KEY (name, key)
) STRICT;
DROP TABLE undone;
CREATE TABLE undone ( -- what the newest steps changed in a table of pages, as it was before
    step INTEGER NOT NULL,
    name TEXT NOT NULL,
    olds BLOB NOT NULL, -- MessagePack: key -> value, how much of what came after it was, or nil; long ones with zlib
    PRIMARY KEY (step, name)
) STRICT;
DELETE FROM page;
UPDATE reading SET due = 1;
UPDATE story SET due = 1;
DELETE FROM placed;
