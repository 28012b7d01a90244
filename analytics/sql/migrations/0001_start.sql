-- Rows are only ever added and marked removed: version_added is the dataset version that brought
-- them, version_removed the one that took them away (null while they hold). No primary keys,
-- sequences or indexes: the same SQL runs on DuckLake; uniqueness is checked at commit.

CREATE TABLE dataset_version (
    version INTEGER NOT NULL,
    action VARCHAR NOT NULL,          -- 'import' or 'undo'
    import_id INTEGER NOT NULL,
    restored INTEGER,                 -- undo: the version whose rows hold again
    made_at TIMESTAMP NOT NULL        -- UTC
);

CREATE TABLE import (
    version_added INTEGER NOT NULL,
    version_removed INTEGER,
    import_id INTEGER NOT NULL,
    kind VARCHAR NOT NULL,            -- absence, employees, agreed, aggregate
    source VARCHAR NOT NULL,
    file_name VARCHAR NOT NULL,
    file_hash VARCHAR NOT NULL,
    layout VARCHAR NOT NULL,
    sheet VARCHAR NOT NULL,
    fingerprint VARCHAR NOT NULL,
    data_through DATE NOT NULL,       -- the export date; open spells run to it
    first_start DATE,                 -- the file's own window, by start date
    last_start DATE,
    rows_read INTEGER NOT NULL,
    rows_used INTEGER NOT NULL,
    rows_ignored INTEGER NOT NULL,
    rows_quarantined INTEGER NOT NULL,
    new INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    unchanged INTEGER NOT NULL,
    missing INTEGER NOT NULL
);

CREATE TABLE absence (
    version_added INTEGER NOT NULL,
    version_removed INTEGER,
    import_id INTEGER NOT NULL,
    source VARCHAR NOT NULL,
    employee_no VARCHAR NOT NULL,
    employee_key VARCHAR NOT NULL,    -- without leading zeros
    unit VARCHAR,                     -- as the export names it
    employment_no VARCHAR,
    position DECIMAL(8, 6),           -- share of full time, where there is no register
    type VARCHAR NOT NULL,
    code VARCHAR,
    start_date DATE NOT NULL,
    end_date DATE,                    -- null while open
    grade DECIMAL(5, 4) NOT NULL,
    sheet VARCHAR,
    source_row INTEGER
);

CREATE TABLE employment (
    version_added INTEGER NOT NULL,
    version_removed INTEGER,
    import_id INTEGER NOT NULL,
    source VARCHAR NOT NULL,
    employee_no VARCHAR NOT NULL,
    employee_key VARCHAR NOT NULL,
    name VARCHAR,
    employment_no VARCHAR,
    unit_code VARCHAR,
    unit VARCHAR NOT NULL,
    parent VARCHAR,
    leader VARCHAR,
    position DECIMAL(8, 6) NOT NULL,
    start_date DATE NOT NULL,
    end_date DATE,
    sex VARCHAR,                      -- F, M or null
    birth_year INTEGER,
    sheet VARCHAR,
    source_row INTEGER
);

CREATE TABLE agreed (
    version_added INTEGER NOT NULL,
    version_removed INTEGER,
    import_id INTEGER NOT NULL,
    source VARCHAR NOT NULL,
    unit VARCHAR NOT NULL,
    month DATE NOT NULL,
    agreed_days DECIMAL(18, 6) NOT NULL,
    persons INTEGER,
    sheet VARCHAR,
    source_row INTEGER
);

-- Finished figures by unit and period, as a report holds them: rates without persons.
CREATE TABLE aggregate (
    version_added INTEGER NOT NULL,
    version_removed INTEGER,
    import_id INTEGER NOT NULL,
    source VARCHAR NOT NULL,
    unit VARCHAR,                     -- null for the whole workplace
    start_date DATE NOT NULL,
    end_date DATE NOT NULL,
    certification VARCHAR,            -- self_certified, doctor_certified, total; null: not told apart
    rate DECIMAL(9, 4),               -- per cent
    lost_days DECIMAL(18, 6),
    agreed_days DECIMAL(18, 6),
    persons INTEGER,
    sheet VARCHAR,
    source_row INTEGER
);

CREATE TABLE problem (
    version_added INTEGER NOT NULL,
    version_removed INTEGER,
    import_id INTEGER NOT NULL,
    sheet VARCHAR,
    row INTEGER,
    column_name VARCHAR,
    value VARCHAR,
    message VARCHAR NOT NULL,         -- English gettext id
    places VARCHAR NOT NULL,          -- JSON: what fills its places
    blocking BOOLEAN NOT NULL
);

-- What was settled for a source: columns, types and overruled choices, as JSON.
CREATE TABLE source_memory (
    fingerprint VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    memory VARCHAR NOT NULL,
    saved_at TIMESTAMP NOT NULL
);

-- Facts of the current version, rebuilt in the transaction that makes it.
CREATE TABLE fact_state (version INTEGER NOT NULL, horizon DATE);
CREATE TABLE workday (
    day DATE NOT NULL,
    is_working BOOLEAN NOT NULL,
    n INTEGER NOT NULL                -- working days up to and with this one, from the first
);
CREATE TABLE unit (
    unit_id VARCHAR NOT NULL,         -- path of names from the top
    name VARCHAR NOT NULL,
    code VARCHAR,
    parent_id VARCHAR,
    depth INTEGER NOT NULL,
    place INTEGER NOT NULL            -- order of a depth-first walk by name
);
CREATE TABLE unit_ref (code VARCHAR, name VARCHAR, parent VARCHAR, unit_id VARCHAR NOT NULL);
CREATE TABLE unit_closure (ancestor_id VARCHAR NOT NULL, unit_id VARCHAR NOT NULL);
CREATE TABLE fact_employment (
    employment_id INTEGER NOT NULL,
    employee_key VARCHAR NOT NULL,
    employment_no VARCHAR,
    unit_id VARCHAR NOT NULL,
    unit_name VARCHAR NOT NULL,
    unit_code VARCHAR,
    position DECIMAL(8, 6) NOT NULL,
    sex VARCHAR,
    start_date DATE NOT NULL,
    end_date DATE NOT NULL,
    registered BOOLEAN NOT NULL,      -- false: known from absence rows alone
    n_from INTEGER NOT NULL,          -- working days before the first day
    n_to INTEGER NOT NULL             -- working days up to and with the last
);
CREATE TABLE fact_run (
    employee_key VARCHAR NOT NULL,
    employee_no VARCHAR NOT NULL,
    spell INTEGER NOT NULL,
    type VARCHAR NOT NULL,
    start_date DATE NOT NULL,
    end_date DATE NOT NULL,
    grade DECIMAL(5, 4) NOT NULL,
    open BOOLEAN NOT NULL,
    spell_start DATE NOT NULL,
    spell_end DATE NOT NULL
);
CREATE TABLE fact_lost (
    month DATE NOT NULL,
    unit_id VARCHAR NOT NULL,
    sex VARCHAR,
    type VARCHAR NOT NULL,
    graded BOOLEAN NOT NULL,
    band TINYINT NOT NULL,            -- 0 for what is no own sickness
    lost_days DECIMAL(38, 10) NOT NULL
);
CREATE TABLE fact_agreed (
    month DATE NOT NULL,
    unit_id VARCHAR NOT NULL,
    sex VARCHAR,
    agreed_days DECIMAL(38, 10) NOT NULL
);
CREATE TABLE fact_staff (
    month DATE NOT NULL,
    ancestor_id VARCHAR NOT NULL,     -- '' for the whole organisation
    sex VARCHAR,                      -- 'all': everybody; 'given': head counts given; null: unknown
    persons INTEGER                   -- null: agreed days came without a head count
);
