-- Posts that were removed for good: the key is the SHA-256 of their bytes, or an article's id; never a word of theirs.
CREATE TABLE forgotten (
    key text COLLATE "C" PRIMARY KEY,
    reason text NOT NULL,
    recorded text COLLATE "C" NOT NULL,
    erased text -- when no trace of the post was left in free pages either; NULL: not yet
);
-- Statistics are samples of what stands in a column: they would keep words of what is forgotten, and help no plan of ours.
ALTER TABLE input ALTER path SET STATISTICS 0;
ALTER TABLE left_out ALTER path SET STATISTICS 0, ALTER reason SET STATISTICS 0;
ALTER TABLE judgement ALTER body SET STATISTICS 0;
ALTER TABLE marks ALTER path SET STATISTICS 0;
ALTER TABLE searched ALTER path SET STATISTICS 0, ALTER outlet SET STATISTICS 0, ALTER title SET STATISTICS 0;
ALTER TABLE searched ALTER text SET STATISTICS 0, ALTER folded SET STATISTICS 0;
