-- How the rows of a file ($source) stand to the rows of that source that hold now.
-- Pairs are sought three times, each time among what is still single: the same person, type,
-- start and employment; the same person and start (the type was corrected); the same person, type
-- and end (the start was). Rows of the source that start within the file's own window and are not
-- in the file are missing; outside the window the file says nothing. A pair is of one person: whom
-- only one side knows is not gone through, which is everybody at first and most later on. That is
-- also why the people can be taken a part at a time ($part of $parts). Of a million rows, what is
-- wide is not kept on the way (NOT MATERIALIZED).
INSERT INTO difference
WITH file AS NOT MATERIALIZED (
    FROM incoming WHERE hash(employee_key) % $parts::UBIGINT = $part::UBIGINT
),
held AS NOT MATERIALIZED (
    SELECT *, rowid AS held_id
    FROM absence
    WHERE source = $source AND version_removed IS NULL
        AND hash(employee_key) % $parts::UBIGINT = $part::UBIGINT
),
file_met AS NOT MATERIALIZED (
    FROM file WHERE employee_key IN (SELECT employee_key FROM held)
),
held_met AS NOT MATERIALIZED (
    FROM held WHERE employee_key IN (SELECT employee_key FROM file)
),
file_1 AS (
    SELECT file_id, held_id
    FROM (
        SELECT *, row_number() OVER (
            PARTITION BY employee_key, type, start_date, unit, employment_no
            ORDER BY end_date, grade
        ) AS nth FROM file_met
    ) AS f
    JOIN (
        SELECT *, row_number() OVER (
            PARTITION BY employee_key, type, start_date, unit, employment_no
            ORDER BY end_date, grade
        ) AS nth FROM held_met
    ) AS h ON h.employee_key = f.employee_key AND h.type = f.type AND h.start_date = f.start_date
        AND h.unit IS NOT DISTINCT FROM f.unit
        AND h.employment_no IS NOT DISTINCT FROM f.employment_no AND h.nth = f.nth
),
file_2 AS (
    SELECT file_id, held_id
    FROM (
        SELECT *, row_number() OVER (PARTITION BY employee_key, start_date ORDER BY type, grade) AS nth
        FROM file_met WHERE file_id NOT IN (SELECT file_id FROM file_1)
    ) AS f
    JOIN (
        SELECT *, row_number() OVER (PARTITION BY employee_key, start_date ORDER BY type, grade) AS nth
        FROM held_met WHERE held_id NOT IN (SELECT held_id FROM file_1)
    ) AS h ON h.employee_key = f.employee_key AND h.start_date = f.start_date AND h.nth = f.nth
),
file_3 AS (
    SELECT file_id, held_id
    FROM (
        SELECT *, row_number() OVER (PARTITION BY employee_key, type, end_date ORDER BY start_date) AS nth
        FROM file_met
        WHERE file_id NOT IN (SELECT file_id FROM file_1 UNION ALL SELECT file_id FROM file_2)
    ) AS f
    JOIN (
        SELECT *, row_number() OVER (PARTITION BY employee_key, type, end_date ORDER BY start_date) AS nth
        FROM held_met
        WHERE held_id NOT IN (SELECT held_id FROM file_1 UNION ALL SELECT held_id FROM file_2)
    ) AS h ON h.employee_key = f.employee_key AND h.type = f.type AND h.end_date = f.end_date
        AND h.nth = f.nth
),
pair AS (
    FROM file_1 UNION ALL FROM file_2 UNION ALL FROM file_3
),
reach AS (
    SELECT min(start_date) AS first_start, max(start_date) AS last_start FROM incoming
)
SELECT
    p.file_id, p.held_id,
    CASE
        WHEN p.file_id IS NULL AND h.start_date BETWEEN w.first_start AND w.last_start
            THEN 'missing'
        WHEN p.file_id IS NULL THEN 'outside'
        WHEN p.held_id IS NULL THEN 'new'
        WHEN (f.type, f.start_date, f.grade) IS DISTINCT FROM (h.type, h.start_date, h.grade)
            OR f.end_date IS DISTINCT FROM h.end_date OR f.unit IS DISTINCT FROM h.unit
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
LEFT JOIN held AS h ON h.held_id = p.held_id
CROSS JOIN reach AS w;
