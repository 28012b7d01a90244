-- What people have done about findings. Rows are only ever added: the newest mark of a finding
-- holds, those before it are its history. A finding is known by keyed hashes of its facts alone,
-- so that these rows tell nothing of anybody to who has not the store's own secret; they follow no
-- dataset version, so that undoing an import leaves them alone.
CREATE TABLE finding_mark (
    entry INTEGER NOT NULL,           -- numbers the rows in the order they came
    finding VARCHAR NOT NULL,         -- keyed hash of who and which kind
    evidence VARCHAR NOT NULL,        -- JSON: keyed hashes of the days the mark was set on
    state VARCHAR NOT NULL,           -- 'seen', 'talked', 'not_relevant' or 'resolved'
    reason VARCHAR,                   -- why it is not relevant
    marked_at TIMESTAMP NOT NULL,     -- UTC
    marked_by VARCHAR NOT NULL        -- the role or user that marked it
);
