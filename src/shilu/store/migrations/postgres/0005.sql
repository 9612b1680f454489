-- Long rows of pages stand apart, as in SQLite, which needs it. What the sorting remembers is derived, and made anew.
CREATE TABLE sheet (
    name text COLLATE "C" NOT NULL,
    key bytea NOT NULL,
    value bytea NOT NULL,
    PRIMARY KEY (name, key)
);
ALTER TABLE sheet ALTER name SET STATISTICS 0, ALTER key SET STATISTICS 0, ALTER value SET STATISTICS 0;
DELETE FROM undone;
DELETE FROM page;
UPDATE reading SET due = 1;
UPDATE story SET due = 1;
DELETE FROM placed;
