-- Employments are kept by number, as runs and lost days are: spelling out keys and units took half of
-- the time that they take to be written. The view fact_employment tells them with the words.

-- The ways units are named, by number.
CREATE TABLE numbered_ref (code VARCHAR, name VARCHAR, parent VARCHAR, unit_id VARCHAR NOT NULL, ref INTEGER NOT NULL);
INSERT INTO numbered_ref SELECT *, row_number() OVER () FROM unit_ref;
DROP TABLE unit_ref;
ALTER TABLE numbered_ref RENAME TO unit_ref;

-- A store of before 0014 numbered those alone who were away; the others follow them, until the facts
-- are made anew.
INSERT INTO fact_person
SELECT
    (SELECT coalesce(max(person), 0) FROM fact_person) + row_number() OVER (ORDER BY employee_key),
    employee_key, NULL
FROM (SELECT DISTINCT employee_key FROM fact_employment)
WHERE employee_key NOT IN (SELECT employee_key FROM fact_person);

CREATE TABLE numbered_employment (
    employment_id INTEGER NOT NULL,
    person INTEGER NOT NULL,
    employment_no VARCHAR,
    ref INTEGER NOT NULL,             -- how the register names the unit: see unit_ref
    position DECIMAL(8, 6) NOT NULL,
    sex TINYINT,                      -- 0 for F, 1 for M
    start_date DATE NOT NULL,
    end_date DATE NOT NULL,
    registered BOOLEAN NOT NULL,      -- false: known from absence rows alone
    n_from INTEGER NOT NULL,          -- working days before the first day
    n_to INTEGER NOT NULL             -- working days up to and with the last
);
INSERT INTO numbered_employment
SELECT
    e.employment_id, p.person, e.employment_no, r.ref, e.position,
    CASE e.sex WHEN 'F' THEN 0 WHEN 'M' THEN 1 END, e.start_date, e.end_date, e.registered,
    e.n_from, e.n_to
FROM fact_employment AS e
JOIN fact_person AS p USING (employee_key)
JOIN (SELECT unit_id, name, code, min(ref) AS ref FROM unit_ref GROUP BY ALL) AS r
    ON r.unit_id = e.unit_id AND r.name = e.unit_name AND r.code IS NOT DISTINCT FROM e.unit_code;

DROP TABLE fact_employment;

CREATE VIEW fact_employment AS
SELECT
    e.employment_id, p.employee_key, e.employment_no, r.unit_id, r.name AS unit_name,
    r.code AS unit_code, e.position, CASE e.sex WHEN 0 THEN 'F' WHEN 1 THEN 'M' END AS sex,
    e.start_date, e.end_date, e.registered, e.n_from, e.n_to
FROM numbered_employment AS e
JOIN fact_person AS p USING (person)
JOIN unit_ref AS r USING (ref);
