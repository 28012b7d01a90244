-- How agreed days per unit and month ($source) stand to those of that source that hold now.
-- Months within the file's own window that it no longer names are missing.
INSERT INTO difference
WITH file AS (
    SELECT *, row_number() OVER (
        PARTITION BY unit, month ORDER BY agreed_days, persons
    ) AS nth
    FROM incoming
),
held AS (
    SELECT *, rowid AS held_id, row_number() OVER (
        PARTITION BY unit, month ORDER BY agreed_days, persons
    ) AS nth
    FROM agreed
    WHERE source = $source AND version_removed IS NULL
),
reach AS (
    SELECT min(month) AS first_month, max(month) AS last_month FROM file
)
SELECT
    f.file_id, h.held_id,
    CASE
        WHEN f.file_id IS NULL AND h.month BETWEEN w.first_month AND w.last_month THEN 'missing'
        WHEN f.file_id IS NULL THEN 'outside'
        WHEN h.held_id IS NULL THEN 'new'
        WHEN f.agreed_days <> h.agreed_days OR f.persons IS DISTINCT FROM h.persons THEN 'changed'
        ELSE 'unchanged'
    END AS status
FROM file AS f
FULL JOIN held AS h USING (unit, month, nth)
CROSS JOIN reach AS w;
