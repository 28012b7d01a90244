-- How finished figures ($source) stand to those of that source that hold now. Periods within the
-- file's own window that it no longer names are missing.
INSERT INTO difference
WITH file AS (
    FROM incoming
),
held AS (
    SELECT *, rowid AS held_id
    FROM aggregate
    WHERE source = $source AND version_removed IS NULL
),
reach AS (
    SELECT min(start_date) AS first_start, max(start_date) AS last_start FROM file
)
SELECT
    f.file_id, h.held_id,
    CASE
        WHEN f.file_id IS NULL AND h.start_date BETWEEN w.first_start AND w.last_start
            THEN 'missing'
        WHEN f.file_id IS NULL THEN 'outside'
        WHEN h.held_id IS NULL THEN 'new'
        WHEN f.rate IS DISTINCT FROM h.rate OR f.lost_days IS DISTINCT FROM h.lost_days
            OR f.agreed_days IS DISTINCT FROM h.agreed_days
            OR f.persons IS DISTINCT FROM h.persons
            THEN 'changed'
        ELSE 'unchanged'
    END AS status
FROM file AS f
FULL JOIN held AS h
    ON f.unit IS NOT DISTINCT FROM h.unit AND f.start_date = h.start_date
    AND f.end_date = h.end_date AND f.certification IS NOT DISTINCT FROM h.certification
CROSS JOIN reach AS w;
