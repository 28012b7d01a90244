-- How the shifts of a roster file ($source) stand to those of that source that hold now.
-- The file speaks for its own employees between its first and last day; shifts of theirs that it
-- no longer names there are missing. All other shifts it says nothing about: they are kept, and
-- not listed, as years of them would only be carried along. The people can be taken a part at a
-- time ($part of $parts).
INSERT INTO difference
WITH file AS (
    SELECT *, row_number() OVER (PARTITION BY employee_key, day ORDER BY code, from_time) AS nth
    FROM incoming
    WHERE hash(employee_key) % $parts::UBIGINT = $part::UBIGINT
),
reach AS (
    SELECT min(day) AS first_day, max(day) AS last_day FROM incoming
),
held AS (
    SELECT
        r.*, r.rowid AS held_id,
        row_number() OVER (PARTITION BY r.employee_key, r.day ORDER BY r.code, r.from_time) AS nth
    FROM roster AS r
    JOIN reach AS w ON r.day BETWEEN w.first_day AND w.last_day
    WHERE r.source = $source AND r.version_removed IS NULL
        AND r.employee_key IN (SELECT employee_key FROM file)
)
SELECT
    f.file_id, h.held_id,
    CASE
        WHEN f.file_id IS NULL THEN 'missing'
        WHEN h.held_id IS NULL THEN 'new'
        WHEN f.code <> h.code OR f.from_time IS DISTINCT FROM h.from_time
            OR f.to_time IS DISTINCT FROM h.to_time
            THEN 'changed'
        ELSE 'unchanged'
    END AS status
FROM file AS f
FULL JOIN held AS h USING (employee_key, day, nth);
