-- Targets for units. Rows are only ever added: the newest entry of a unit holds, those before it
-- are its history. They follow no dataset version, so that undoing an import leaves them alone.

CREATE TABLE target (
    entry INTEGER NOT NULL,           -- numbers the rows in the order they came
    unit_id VARCHAR NOT NULL,         -- path of names from the top; '' for the whole workplace
    action VARCHAR NOT NULL,          -- 'set' or 'ended'
    rate DECIMAL(5, 2),               -- per cent, comparable definition; null when ended
    start_month DATE,                 -- first of the last month of the twelve it sets out from
    due DATE,
    owner VARCHAR,                    -- a role, never a name
    made_at TIMESTAMP NOT NULL,       -- UTC
    made_by VARCHAR NOT NULL          -- the role that made the entry
);
