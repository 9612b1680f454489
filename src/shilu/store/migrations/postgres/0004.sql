-- All derived, and dropped at will: what an update has come to, so that the next one looks only at what is new.
CREATE TABLE state (
    name text COLLATE "C" PRIMARY KEY,
    value text NOT NULL
);
CREATE TABLE reading ( -- what the newest content of each path was read as
    path text COLLATE "C" PRIMARY KEY,
    sha256 text COLLATE "C" NOT NULL,
    article text COLLATE "C", -- its id; NULL: it is none
    published text COLLATE "C", -- as articles are ordered: 0 and the instant in UTC, or 1 without one; NULL: no article
    stage text, -- of a failure
    reason text, -- of a failure, or why it is no article
    due int NOT NULL -- 1: whether its article is where it belongs is to be looked at
);
CREATE INDEX reading_article ON reading (article, path);
CREATE INDEX reading_due ON reading (path) WHERE due = 1;
CREATE INDEX reading_failed ON reading (path) WHERE stage IS NOT NULL;
CREATE TABLE placed ( -- the articles in the order in which they were sorted into stories
    step bigint PRIMARY KEY,
    article text COLLATE "C" NOT NULL UNIQUE,
    published text COLLATE "C" NOT NULL, -- as it is ordered: 0 and the instant in UTC, or 1 without one
    path text COLLATE "C" NOT NULL,
    sha256 text COLLATE "C" NOT NULL
);
CREATE INDEX placed_published ON placed (published, article);
CREATE INDEX placed_path ON placed (path);
CREATE TABLE page ( -- what the sorting remembers
    name text COLLATE "C" NOT NULL,
    key bytea NOT NULL,
    value bytea NOT NULL,
    PRIMARY KEY (name, key)
);
CREATE TABLE undone ( -- what the newest steps changed in a table of pages, as it was before
    step bigint NOT NULL,
    name text COLLATE "C" NOT NULL,
    olds bytea NOT NULL, -- MessagePack: key -> value, nil for what was not there
    PRIMARY KEY (step, name)
);
CREATE TABLE story (
    id text COLLATE "C" PRIMARY KEY,
    size bigint NOT NULL, -- articles
    account text COLLATE "C" REFERENCES account (id), -- as it was told last; NULL: not yet
    due int NOT NULL -- 1: it may have changed since
);
CREATE INDEX story_size ON story (size);
CREATE INDEX story_due ON story (id) WHERE due = 1;
CREATE INDEX story_account ON story (account);
CREATE INDEX left_out_failed ON left_out (path) WHERE stage IS NOT NULL;
-- No samples of what may be forgotten (step 2).
ALTER TABLE reading ALTER path SET STATISTICS 0, ALTER reason SET STATISTICS 0;
ALTER TABLE placed ALTER path SET STATISTICS 0;
ALTER TABLE state ALTER name SET STATISTICS 0, ALTER value SET STATISTICS 0;
ALTER TABLE page ALTER name SET STATISTICS 0, ALTER key SET STATISTICS 0, ALTER value SET STATISTICS 0;
ALTER TABLE undone ALTER name SET STATISTICS 0, ALTER olds SET STATISTICS 0;
ALTER TABLE label ALTER value SET STATISTICS 0, ALTER path SET STATISTICS 0;
ALTER TABLE account ALTER body SET STATISTICS 0;
