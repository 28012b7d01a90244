-- What happened in single cases. Rows are only ever added, and follow no dataset version: undoing
-- an import leaves them alone. A case is what its events, in their order, make of it.

CREATE TABLE case_event (
    case_id VARCHAR NOT NULL,         -- opaque: says nothing about the person
    number INTEGER NOT NULL,          -- 1, 2, 3 … within the case
    kind VARCHAR NOT NULL,
    day DATE NOT NULL,                -- when it happened
    detail VARCHAR NOT NULL,          -- JSON; free text has passed the guard against health words
    recorded_at TIMESTAMP NOT NULL,   -- UTC
    recorded_by VARCHAR NOT NULL      -- the role that recorded it
);
