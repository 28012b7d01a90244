-- How the rows of an employee file ($source) stand to the rows of that source that hold now.
-- For people the file names, it is the whole truth: their other rows are missing. Rows of people
-- it does not name are absent: a list of today's staff must not erase those who left. A pair is of
-- one person: whom only one side knows is not gone through, and the people can be taken a part at
-- a time ($part of $parts).
INSERT INTO difference
WITH file AS (
    FROM incoming WHERE hash(employee_key) % $parts::UBIGINT = $part::UBIGINT
),
held AS (
    SELECT *, rowid AS held_id
    FROM employment
    WHERE source = $source AND version_removed IS NULL
        AND hash(employee_key) % $parts::UBIGINT = $part::UBIGINT
),
file_met AS (
    FROM file WHERE employee_key IN (SELECT employee_key FROM held)
),
held_met AS (
    FROM held WHERE employee_key IN (SELECT employee_key FROM file)
),
pair_1 AS (
    SELECT file_id, held_id
    FROM (
        SELECT *, row_number() OVER (
            PARTITION BY employee_key, unit, start_date, employment_no, unit_code
            ORDER BY position, end_date, parent, leader, name, sex, birth_year
        ) AS nth FROM file_met
    ) AS f
    JOIN (
        SELECT *, row_number() OVER (
            PARTITION BY employee_key, unit, start_date, employment_no, unit_code
            ORDER BY position, end_date, parent, leader, name, sex, birth_year
        ) AS nth FROM held_met
    ) AS h USING (employee_key, unit, start_date, nth)
    WHERE f.employment_no IS NOT DISTINCT FROM h.employment_no
        AND f.unit_code IS NOT DISTINCT FROM h.unit_code
),
pair_2 AS (
    SELECT file_id, held_id
    FROM (
        SELECT *, row_number() OVER (PARTITION BY employee_key, start_date ORDER BY unit) AS nth
        FROM file_met WHERE file_id NOT IN (SELECT file_id FROM pair_1)
    ) AS f
    JOIN (
        SELECT *, row_number() OVER (PARTITION BY employee_key, start_date ORDER BY unit) AS nth
        FROM held_met WHERE held_id NOT IN (SELECT held_id FROM pair_1)
    ) AS h ON h.employee_key = f.employee_key AND h.start_date = f.start_date AND h.nth = f.nth
),
pair AS (
    FROM pair_1 UNION ALL FROM pair_2
)
SELECT
    p.file_id, p.held_id,
    CASE
        WHEN p.file_id IS NULL AND h.employee_key IN (SELECT employee_key FROM file) THEN 'missing'
        WHEN p.file_id IS NULL THEN 'absent'
        WHEN p.held_id IS NULL THEN 'new'
        WHEN (f.unit, f.position, f.start_date) IS DISTINCT FROM (h.unit, h.position, h.start_date)
            OR f.end_date IS DISTINCT FROM h.end_date OR f.parent IS DISTINCT FROM h.parent
            OR f.unit_code IS DISTINCT FROM h.unit_code OR f.leader IS DISTINCT FROM h.leader
            OR f.name IS DISTINCT FROM h.name OR f.sex IS DISTINCT FROM h.sex
            OR f.birth_year IS DISTINCT FROM h.birth_year
            OR f.employment_no IS DISTINCT FROM h.employment_no
            THEN 'changed'
        ELSE 'unchanged'
    END AS status
FROM (
    FROM pair
    UNION ALL SELECT file_id, NULL FROM file WHERE file_id NOT IN (SELECT file_id FROM pair)
    UNION ALL SELECT NULL, held_id FROM held WHERE held_id NOT IN (SELECT held_id FROM pair)
) AS p
LEFT JOIN file AS f USING (file_id)
LEFT JOIN held AS h ON h.held_id = p.held_id;
