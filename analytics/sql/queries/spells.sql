-- Runs of days of one type and grade, numbered by the stitched spell they belong to;
-- $employee_key null for everybody.
SELECT
    employee_no, dense_rank() OVER (ORDER BY spell) AS spell, type, start_date,
    CASE WHEN open THEN NULL ELSE end_date END AS end_date, grade, open, spell_start, spell_end
FROM fact_run
WHERE $employee_key IS NULL OR employee_key = $employee_key
ORDER BY employee_key, start_date, type;
