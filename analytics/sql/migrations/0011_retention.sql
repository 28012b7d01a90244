-- What was deleted for good, and who must not come back. Deleting takes rows out of every dataset
-- version; what is kept of it is how many there were, never what they held.

CREATE TABLE deletion (
    happened_at TIMESTAMP NOT NULL,   -- UTC
    cause VARCHAR NOT NULL,           -- 'purge' (they were old) or 'erase' (a person was erased)
    kind VARCHAR NOT NULL,            -- which period of retention, or 'person'
    table_name VARCHAR NOT NULL,
    older_than DATE,                  -- purge: the first day that was kept
    rows_deleted INTEGER NOT NULL
);

-- Keyed hashes of those who were erased, made with the store's own secret: a file that names them
-- again is known by them, and nobody can read who it was.
CREATE TABLE tombstone (
    fingerprint VARCHAR NOT NULL,     -- HMAC-SHA-256, hexadecimal
    kind VARCHAR NOT NULL,            -- 'number' or 'name'
    person VARCHAR NOT NULL,          -- the fingerprint of the number: what belongs together
    erased_at TIMESTAMP NOT NULL      -- UTC
);
