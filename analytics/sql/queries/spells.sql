-- Runs of days of one type and grade, numbered by the stitched spell they belong to;
-- $employee_key null for everybody, $since for spells that went on then or later alone.
WITH run AS (
    SELECT *
    FROM fact_run
    WHERE ($employee_key IS NULL OR employee_key = $employee_key)
        AND (
            $since IS NULL OR spell_end >= $since
            OR spell IN (SELECT spell FROM fact_run WHERE open AND spell_end < $since)
        )
)
SELECT
    employee_no, dense_rank() OVER (ORDER BY spell) AS spell, type, start_date,
    CASE WHEN open THEN NULL ELSE end_date END AS end_date, grade, open, spell_start, spell_end
FROM run
ORDER BY employee_key, start_date, type;
