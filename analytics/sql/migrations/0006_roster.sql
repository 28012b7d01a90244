-- Rosters: who was due to work which shift on which day. A person may have two shifts a day.
CREATE TABLE roster (
    version_added INTEGER NOT NULL,
    version_removed INTEGER,
    import_id INTEGER NOT NULL,
    source VARCHAR NOT NULL,
    employee_no VARCHAR NOT NULL,
    employee_key VARCHAR NOT NULL,    -- without leading zeros
    day DATE NOT NULL,
    code VARCHAR NOT NULL,            -- as the roster writes it: D, A1, 0730-1530
    from_time VARCHAR,                -- 07:30
    to_time VARCHAR,
    sheet VARCHAR,
    source_row INTEGER
);
