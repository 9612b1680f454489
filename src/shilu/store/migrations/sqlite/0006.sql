-- A label says of which story it is, and not under which key that was told: a story that is told anew keeps those that are the same.
CREATE TABLE label_of (
    field TEXT NOT NULL, -- story, kind, day, place, person, organisation, outlet
    value TEXT NOT NULL,
    path TEXT NOT NULL,
    story TEXT NOT NULL, -- empty where all articles are told as one
    PRIMARY KEY (field, value, path, story)
) STRICT, WITHOUT ROWID;
INSERT INTO label_of SELECT label.field, label.value, label.path, story.id FROM label JOIN story ON story.account = label.account;
INSERT INTO label_of SELECT field, value, path, '' FROM label WHERE account = (SELECT value FROM state WHERE name = 'whole');
DROP TABLE label;
ALTER TABLE label_of RENAME TO label;
CREATE INDEX label_story ON label (story);
