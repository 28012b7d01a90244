-- Who looked at whom and why. Rows are only ever added, and each carries the fingerprint of the
-- one before, so that a line taken away or changed is found. No names and no values: people are
-- opaque codes, which only this store can turn back into somebody.

CREATE TABLE secret (
    name VARCHAR NOT NULL,
    value BLOB NOT NULL               -- random; made at first use, never leaves the store
);

CREATE TABLE audit (
    line INTEGER NOT NULL,            -- 1, 2, 3 …
    happened_at TIMESTAMP NOT NULL,   -- UTC
    who VARCHAR NOT NULL,             -- the reader: role and, once signed in, an opaque subject
    whom VARCHAR,                     -- opaque code of a person; null for what is about nobody
    action VARCHAR NOT NULL,          -- view, export, mark, case, import, undo, change
    what VARCHAR NOT NULL,            -- the page, question, document or setting
    purpose VARCHAR,                  -- the reason the reader gave
    permitted BOOLEAN NOT NULL,
    previous VARCHAR NOT NULL,        -- fingerprint of the line before ('' for the first)
    fingerprint VARCHAR NOT NULL      -- SHA-256 over this line and `previous`, hexadecimal
);

CREATE TABLE purpose (
    who VARCHAR NOT NULL,
    whom VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    given_at TIMESTAMP NOT NULL,      -- UTC
    until TIMESTAMP NOT NULL
);
